#include "gate/app/confirm/confirmation.hpp"

#include "gate/app/confirm/attempt.hpp"
#include "gate/app/confirm/budget.hpp"
#include "gate/app/confirm/groups.hpp"
#include "gate/app/confirm/lone_plan.hpp"
#include "gate/app/confirm/runner.hpp"
#include "gate/base/duration.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/text.hpp"
#include "gate/capture/confirm_pattern.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <utility>

namespace leakgate {

namespace {

// A package may hold more than one test that ends its process, but not often many.
constexpr int k_most_attempts = 5;

std::string
announcement(const ConfirmPlan& plan, int rounds)
{
  return fmt::format("leakgate: running {} of {} up to {}, to tell leaks from singletons\n",
                     text::counted(static_cast<long long>(plan.test_count()), "leaking test"),
                     text::counted(static_cast<long long>(plan.packages.size()), "package"),
                     text::counted(rounds, "time"));
}

// Runs the groups one after the other, and what a test has spoiled once more without it.
class Confirmer
{
public:
  Confirmer(const ConfirmRunner& runner, const TestOptions& options, const Terminal* terminal,
            const ConfirmPlan& plan)
      : m_runner(runner), m_options(options), m_terminal(terminal), m_told(terminal), m_plan(plan),
        m_budget(options.confirm_budget)
  {
  }

  Confirmation
  confirm(const TestRun& first, bool failfast, const CountLeft& count)
  {
    run_rounds(first, failfast);
    Confirmation confirmation = result();
    LoneRuns lone(m_runner, m_budget, m_told);
    lone.compare(plan_lone_processes(m_plan, confirmation, first));
    for (const Hunt& hunt : m_plan.hunts) {
      const auto run = std::ranges::find(first.packages, hunt.package, &PackageRun::import_path);
      if (run != first.packages.end()) {
        lone.hunt(hunt, *run, m_options.probe.settle, count);
      }
    }
    if (lone.out_of_time()) {
      note_used_up();
    }
    confirmation.note = m_note;
    confirmation.lone = lone.take();
    return confirmation;
  }

private:
  void
  run_rounds(const TestRun& first, bool failfast)
  {
    ConfirmPlan open{m_plan.packages, {}};
    if (drop_unnameable(open)) {
      m_note = "more tests leak than one command can name";
    }
    TimedPlan timed = in_order_of_time(open, first, m_options.confirm_rounds, m_budget.share());
    if (timed.now.empty()) { // what is tried may be quicker alone
      run_attempts(open, first, failfast);
      return;
    }
    run_attempts(timed.now, first, failfast);
    if (!timed.later.empty()) {
      TimedPlan rest =
          in_order_of_time(timed.later, first, m_options.confirm_rounds, m_budget.share());
      run_attempts(rest.now, first, failfast);
      timed.slow.merge(rest.slow);
      for (const auto& [import_path, tests] : rest.later.packages) {
        for (const std::string& test : tests) {
          timed.slow.emplace(import_path, test);
        }
      }
    }
    m_slow = std::move(timed.slow);
  }

  void
  run_attempts(ConfirmPlan open, const TestRun& first, bool failfast)
  {
    for (int i = 0; i < k_most_attempts && !open.empty() && !interrupt_requested(); ++i) {
      ConfirmPlan rest;
      for (const ConfirmPlan& group : confirm_groups(open, first, failfast)) {
        if (const auto outcome = run(group, first)) {
          rest.packages.merge(take(*outcome, group).packages);
        }
      }
      open = std::move(rest);
    }
  }

  // No value: there is no time for it.
  std::optional<GroupOutcome>
  run(const ConfirmPlan& group, const TestRun& first)
  {
    const ConfirmMode mode{m_options.confirm_rounds, 1, {}};
    if (auto known = m_runner.recall(group, mode)) {
      return known;
    }
    const auto limit = m_plan.test_count() == 1 ? m_budget.left() : m_budget.share();
    if (limit <= std::chrono::milliseconds(0) || interrupt_requested()) {
      note_used_up();
      return std::nullopt;
    }
    if (m_terminal != nullptr) {
      std::exchange(m_terminal, nullptr)->print(announcement(m_plan, m_options.confirm_rounds));
    }
    GroupOutcome outcome = m_runner.measure(group, limit, mode);
    if (outcome.cut_off) {
      note_unfinished(outcome, group, first, limit);
      if (m_budget.left() <= std::chrono::milliseconds(0)) {
        note_used_up();
      }
    } else if (!outcome.problem.empty()) {
      m_note = outcome.problem;
    }
    return outcome;
  }

  // Takes in what `outcome` shows, and tells what of `group` should run again.
  ConfirmPlan
  take(const GroupOutcome& outcome, const ConfirmPlan& group)
  {
    ConfirmPlan rest;
    for (const auto& [import_path, planned] : group.packages) {
      const auto found = attempt(outcome, import_path);
      auto again = found             ? worth_another(*found, planned, m_options.confirm_rounds)
                   : outcome.cut_off ? planned
                                     : std::set<std::string>();
      if (found) {
        replace_attempt(m_attempts[import_path], *found, planned);
      }
      if (!again.empty()) {
        rest.packages.emplace(import_path, std::move(again));
      }
    }
    return rest;
  }

  static std::optional<ConfirmAttempt>
  attempt(const GroupOutcome& outcome, const std::string& import_path)
  {
    const auto& runs = outcome.run.packages;
    const auto run = std::ranges::find(runs, import_path, &PackageRun::import_path);
    if (run == runs.end()) {
      return std::nullopt;
    }
    ConfirmAttempt attempt{*run, std::nullopt, outcome.cut_off};
    const auto evidence =
        std::ranges::find(outcome.packages, import_path, &PackageEvidence::import_path);
    if (evidence != outcome.packages.end()) {
      attempt.evidence = *evidence;
    }
    return attempt;
  }

  // A command that was not left to end was in the middle of these: stuck, or merely slow.
  void
  note_unfinished(const GroupOutcome& outcome, const ConfirmPlan& group, const TestRun& first,
                  std::chrono::milliseconds limit)
  {
    for (const PackageRun& package : outcome.run.packages) {
      const auto planned = group.packages.find(package.import_path);
      const auto before =
          std::ranges::find(first.packages, package.import_path, &PackageRun::import_path);
      const bool stuck = planned == group.packages.end() || before == first.packages.end() ||
                         had_time(planned->second, *before, m_options.confirm_rounds, limit);
      for (const std::string& test : unfinished_tests(package)) {
        if (stuck) {
          m_hung[{package.import_path, test}] = limit.count();
        } else {
          m_note = fmt::format("the budget of {} was too short for all of them",
                               to_string(m_options.confirm_budget));
        }
      }
    }
  }

  void
  note_used_up()
  {
    m_note = fmt::format("the budget of {} was used up", to_string(m_options.confirm_budget));
  }

  [[nodiscard]] Confirmation
  result() const
  {
    Confirmation confirmation;
    confirmation.rounds = m_options.confirm_rounds;
    confirmation.note = m_note;
    confirmation.slow = m_slow;
    confirmation.budget = m_options.confirm_budget;
    for (const auto& [test, after_ms] : m_hung) {
      confirmation.hung.push_back({test.first, test.second, after_ms});
    }
    for (const auto& [import_path, attempt] : m_attempts) {
      confirmation.run.packages.push_back(attempt.run);
      if (attempt.evidence) {
        confirmation.packages.push_back(*attempt.evidence);
      }
    }
    return confirmation;
  }

  const ConfirmRunner& m_runner;
  const TestOptions& m_options;
  const Terminal* m_terminal; ///< null once it was told, or when it is not to be
  const Terminal* m_told;     ///< null when nothing is to be told
  const ConfirmPlan& m_plan;
  ConfirmBudget m_budget;
  std::map<std::string, ConfirmAttempt> m_attempts;                   ///< by package
  std::map<std::pair<std::string, std::string>, std::int64_t> m_hung; ///< package and test
  std::string m_note;
  std::set<std::pair<std::string, std::string>> m_slow;
};

} // namespace

Confirmation
confirm_leaks(const TestSession& session, const TestOptions& options, const ConfirmPlan& plan,
              const TestRun& first, const CountLeft& count, const Terminal& terminal)
{
  const ConfirmRunner runner(session, options, first);
  const bool quiet = session.plan.arguments.json || options.loudness == Loudness::quiet;
  return Confirmer(runner, options, quiet ? nullptr : &terminal, plan)
      .confirm(first, stops_at_failure(session.plan), count);
}

} // namespace leakgate
