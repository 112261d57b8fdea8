#include "gate/app/confirm/heap_runs.hpp"

#include "gate/app/confirm/groups.hpp"
#include "gate/base/duration.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/text.hpp"
#include "rules/heap/growth.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace leakgate {

namespace {

using Names = std::set<std::string>;
using std::chrono::milliseconds;

// A test or two may not be fit to come again.
constexpr int k_most_attempts = 3;

// As HeapCheck::warm_up and the probe have it.
constexpr int k_warm_up = 2;
constexpr int k_rounds = k_warm_up + rules::k_counted_rounds;

ConfirmAttempt
attempt_of(GroupOutcome& outcome)
{
  ConfirmAttempt attempt{{}, std::nullopt, outcome.cut_off};
  if (!outcome.run.packages.empty()) {
    attempt.run = std::move(outcome.run.packages.front());
  }
  if (!outcome.packages.empty()) {
    attempt.evidence = std::move(outcome.packages.front());
  }
  return attempt;
}

} // namespace

HeapRuns::HeapRuns(const ConfirmRunner& runner, const HeapPolicy& policy, milliseconds budget,
                   const Terminal* terminal)
    : m_runner(runner), m_policy(policy),
      m_budget_text(to_string(std::chrono::floor<std::chrono::seconds>(budget))), m_budget(budget),
      m_terminal(terminal)
{
}

std::set<std::string>
HeapRuns::in_time(const std::string& package, const Names& tests, const PackageRun& first)
{
  ConfirmPlan plan{{{package, tests}}, {}};
  (void)drop_unnameable(plan);
  TestRun run;
  run.packages.push_back(first);
  const TimedPlan timed = in_order_of_time(plan, run, k_rounds, m_budget.share());
  const auto now = timed.now.packages.find(package);
  const Names chosen =
      now == timed.now.packages.end() ? plan.packages.begin()->second : now->second;
  if (chosen.size() < tests.size()) {
    note(fmt::format(
        "the budget of {} is too short for {}", m_budget_text,
        text::counted(static_cast<long long>(tests.size() - chosen.size()), "slow test")));
  }
  return chosen;
}

std::optional<LoneProcess>
HeapRuns::run(const std::string& package, Names tests, HeapMeasure measure)
{
  for (int i = 0; i < k_most_attempts && !tests.empty() && !interrupt_requested(); ++i) {
    auto outcome = outcome_of(package, tests, measure);
    if (!outcome) {
      return std::nullopt;
    }
    ConfirmAttempt attempt = attempt_of(*outcome);
    if (is_good(attempt)) {
      return LoneProcess{tests, std::move(attempt.run), std::move(*attempt.evidence)};
    }
    if (outcome->cut_off || !outcome->problem.empty()) {
      note(outcome->cut_off ? fmt::format("the budget of {} was used up", m_budget_text)
                            : outcome->problem);
      return std::nullopt;
    }
    Names rest = worth_another(attempt, tests, k_rounds);
    note_failed(tests, rest);
    tests = std::move(rest);
  }
  return std::nullopt;
}

// No value: there is no time for it.
std::optional<GroupOutcome>
HeapRuns::outcome_of(const std::string& package, const Names& tests, HeapMeasure measure)
{
  const ConfirmPlan group{{{package, tests}}, {}};
  ConfirmMode mode{k_rounds, 1, {}};
  mode.heap = measure;
  mode.heap_floor_bytes = m_policy.floor_bytes;
  mode.heap_floor_objects = m_policy.floor_objects;
  if (auto known = m_runner.recall(group, mode)) {
    return known;
  }
  const auto limit = m_budget.share();
  if (limit <= milliseconds(0) || interrupt_requested()) {
    note(fmt::format("the budget of {} was used up", m_budget_text));
    return std::nullopt;
  }
  if (m_terminal != nullptr) {
    std::exchange(m_terminal, nullptr)
        ->print("leakgate: running tests again whose memory grew, to tell leaks from what is "
                "filled once\n");
  }
  return m_runner.measure(group, limit, mode);
}

void
HeapRuns::note_failed(const Names& tests, const Names& rest)
{
  Names out;
  std::ranges::set_difference(tests, rest, std::inserter(out, out.end()));
  if (rest.empty() || out.empty()) {
    note("its tests fail when they run again in one process");
  } else {
    note(out.size() > 1
             ? fmt::format("{} and {} more failed when they ran again, and were left out",
                           *out.begin(), out.size() - 1)
             : *out.begin() + " failed when it ran again, and was left out");
  }
}

void
HeapRuns::note(const std::string& text)
{
  if (m_note.find(text) == std::string::npos) {
    m_note += (m_note.empty() ? "" : "; ") + text;
  }
}

std::string
HeapRuns::take_note()
{
  return std::exchange(m_note, std::string());
}

// All rounds ran, or as many as it took to see one that did not grow.
bool
HeapRuns::is_good(const ConfirmAttempt& attempt) const
{
  if (!attempt.evidence || !attempt.evidence->after) {
    return false;
  }
  const auto growth = rules::counted_rounds(attempt.evidence->rounds, k_warm_up);
  const auto counted = std::ssize(growth.bytes);
  return counted >= rules::k_counted_rounds ||
         (counted > 0 && came_to_its_end(attempt.run.end) && attempt.run.end != PackageEnd::failed);
}

} // namespace leakgate
