#include "gate/app/confirm/heap_runs.hpp"

#include "gate/app/confirm/groups.hpp"
#include "gate/app/confirm/suite_time.hpp"
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

// Several tests may not be fit to come again, and one that panics hides the next.
constexpr int k_most_attempts = 8;

// As HeapCheck::warm_up and the probe have it.
constexpr int k_warm_up = 2;
constexpr int k_rounds = k_warm_up + rules::k_counted_rounds;

// What has not ended then is stuck: many times what it took, and time to be built in.
milliseconds
enough_for(const Names& tests, const PackageRun& first, int rounds)
{
  constexpr std::chrono::seconds k_least{20};
  constexpr std::chrono::seconds k_to_build{10};
  return std::max<milliseconds>(
      k_least, k_to_build + std::chrono::ceil<milliseconds>(4 * rounds * time_of(tests, first)));
}

// `left out: TestA, TestB and 2 more, which failed when run again`.
std::string
left_out(const Names& tests, std::string_view why)
{
  constexpr std::size_t k_most_named = 4;
  const auto named = std::min(tests.size(), k_most_named);
  const auto end = std::next(tests.begin(), static_cast<std::ptrdiff_t>(named));
  std::string out = "left out: " + text::join({tests.begin(), end}, ", ");
  out += named < tests.size() ? fmt::format(" and {} more", tests.size() - named) : "";
  return fmt::format("{}, which {}", out, why);
}

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
HeapRuns::in_time(const PackageRun& first, const Names& tests)
{
  const std::string& package = first.import_path;
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
HeapRuns::run(const PackageRun& first, Names tests, const HeapRounds& how)
{
  const ConfirmMode mode = mode_of(how);
  bool patient = how.measure != HeapMeasure::counts; // nobody knows how long exact sites take
  for (int i = 0; i < k_most_attempts && !tests.empty() && !interrupt_requested(); ++i) {
    const auto limit = patient ? m_budget.share()
                               : std::min(m_budget.share(), enough_for(tests, first, mode.rounds));
    auto outcome = outcome_of({{{first.import_path, tests}}, {}}, mode, limit);
    if (!outcome) {
      return std::nullopt;
    }
    ConfirmAttempt attempt = attempt_of(*outcome);
    if (is_good(attempt, how)) {
      return LoneProcess{tests, std::move(attempt.run), std::move(*attempt.evidence)};
    }
    if (!outcome->problem.empty()) {
      note(outcome->problem);
      return std::nullopt;
    }
    if (outcome->cut_off && (patient || unfinished_tests(attempt.run).empty())) {
      if (std::exchange(patient, true)) {
        note_used_up();
        return std::nullopt;
      }
      continue; // it was still being built
    }
    Names rest = worth_another(attempt, tests, mode.rounds);
    leave_out(tests, rest, outcome->cut_off);
    tests = std::move(rest);
  }
  return std::nullopt;
}

ConfirmMode
HeapRuns::mode_of(const HeapRounds& how) const
{
  ConfirmMode mode{how.in_steps ? rules::k_step_rounds : k_rounds, how.number, {}};
  mode.heap = how.measure;
  mode.heap_floor_bytes = how.in_steps ? 0 : m_policy.floor_bytes; // 0: no round is the last
  mode.heap_floor_objects = m_policy.floor_objects;
  return mode;
}

// No value: there is no time for it.
std::optional<GroupOutcome>
HeapRuns::outcome_of(const ConfirmPlan& group, const ConfirmMode& mode, milliseconds limit)
{
  if (auto known = m_runner.recall(group, mode)) {
    return known;
  }
  if (limit <= milliseconds(0) || interrupt_requested()) {
    note_used_up();
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
HeapRuns::leave_out(const Names& tests, const Names& rest, bool cut_off)
{
  Names& out = cut_off ? m_stuck : m_failed;
  std::ranges::set_difference(tests, rest, std::inserter(out, out.end()));
}

void
HeapRuns::note_used_up()
{
  note(fmt::format("the budget of {} was used up", m_budget_text));
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
  if (!m_stuck.empty()) {
    note(left_out(std::exchange(m_stuck, {}), "had not ended when run again"));
  }
  if (!m_failed.empty()) {
    note(left_out(std::exchange(m_failed, {}), "failed when run again"));
  }
  return std::exchange(m_note, std::string());
}

bool
HeapRuns::is_quick(const PackageRun& first, const Names& tests, int rounds) const
{
  constexpr int k_part = 4;
  return k_part * rounds * time_of(tests, first) <= m_budget.share();
}

// All rounds ran, or as many as it took to see one that did not grow.
bool
HeapRuns::is_good(const ConfirmAttempt& attempt, const HeapRounds& how)
{
  if (!attempt.evidence || !attempt.evidence->after) {
    return false;
  }
  const auto& rounds = attempt.evidence->rounds;
  const auto counted =
      std::ranges::count_if(rounds, [](const Round& round) { return round.live.has_value(); }) -
      k_warm_up;
  if (how.in_steps) {
    return counted + k_warm_up >= rules::k_step_rounds;
  }
  return counted >= rules::k_counted_rounds ||
         (counted > 0 && came_to_its_end(attempt.run.end) && attempt.run.end != PackageEnd::failed);
}

} // namespace leakgate
