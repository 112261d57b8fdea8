#pragma once

#include "gate/app/confirm/attempt.hpp"
#include "gate/app/confirm/budget.hpp"
#include "gate/app/confirm/plan.hpp"
#include "gate/app/confirm/runner.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/model/evidence.hpp"
#include "gate/model/policy.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace leakgate {

/// In which rounds tests run.
struct HeapRounds
{
  HeapMeasure measure = HeapMeasure::counts;
  bool in_steps = false; ///< all of rules::k_step_rounds, whatever they add
  int number = 1;        ///< tells apart runs that are alike

  friend bool operator==(const HeapRounds&, const HeapRounds&) = default;
};

/// Runs tests in rounds whose heap is measured, within one budget, and remembers why something
/// could not be. Refers to what it is given.
class HeapRuns
{
public:
  /// `terminal` may be null: then nothing is said.
  HeapRuns(const ConfirmRunner& runner, const HeapPolicy& policy, std::chrono::milliseconds budget,
           const Terminal* terminal);

  /// Runs the tests of several packages in as few commands as can be, so that run() of the same
  /// tests has its answer. What is not measured so has its turn there.
  void run_together(ConfirmPlan plan, const TestRun& first, bool failfast, HeapMeasure measure);

  /// What run_together() has shown of these tests, or null.
  [[nodiscard]] const LoneProcess* known(const std::string& package,
                                         const std::set<std::string>& tests,
                                         const HeapRounds& how) const;

  /// These tests of the package in one process, or those of them that can come again: who fails, or
  /// had not ended in a time that is many times what the tests took at `first`, is left out, and
  /// of exact sites what was running when their time was up. No value where there was no time or
  /// none of them can.
  [[nodiscard]] std::optional<LoneProcess> run(const PackageRun& first, std::set<std::string> tests,
                                               const HeapRounds& how);

  /// True when so many rounds of the tests take a small part of the time that is left.
  [[nodiscard]] bool is_quick(const PackageRun& first, const std::set<std::string>& tests,
                              int rounds) const;

  /// `tests` without those that would use up the time of all others by how long they took at
  /// `first`, or do not fit into a command line.
  [[nodiscard]] std::set<std::string> in_time(const PackageRun& first,
                                              const std::set<std::string>& tests);

  /// What could not be done since the last call.
  [[nodiscard]] std::string take_note();

private:
  std::optional<GroupOutcome> outcome_of(const ConfirmPlan& group, const ConfirmMode& mode,
                                         std::chrono::milliseconds limit);
  void take_together(GroupOutcome outcome, const ConfirmPlan& group, HeapMeasure measure);
  [[nodiscard]] ConfirmMode mode_of(const HeapRounds& how) const;
  void leave_out(const std::set<std::string>& tests, const std::set<std::string>& rest,
                 bool cut_off);
  void note_used_up();
  [[nodiscard]] std::string budget_text() const;
  void note(const std::string& text);
  [[nodiscard]] static bool is_good(const ConfirmAttempt& attempt, const HeapRounds& how);

  const ConfirmRunner& m_runner;
  const HeapPolicy& m_policy;
  std::chrono::milliseconds m_whole_budget;
  ConfirmBudget m_budget;
  std::map<std::pair<std::string, HeapMeasure>, LoneProcess> m_together; ///< by package
  const Terminal* m_terminal; ///< null once it was told, or when nothing is to be told
  std::string m_note;
  std::set<std::string> m_failed; ///< tests that were left out, and why
  std::set<std::string> m_stuck;
};

} // namespace leakgate
