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
enough_for(TestTime::Seconds tests, int rounds, std::size_t packages)
{
  constexpr std::chrono::seconds k_least{20};
  constexpr std::chrono::seconds k_to_build{10};
  return std::max<milliseconds>(k_least, k_to_build * packages +
                                             std::chrono::ceil<milliseconds>(4 * rounds * tests));
}

// One test that only allocates may take all the time that exact sites of the others need.
bool
is_worth_less(const ConfirmAttempt& attempt, const Names& tests)
{
  const std::size_t slow = unfinished_tests(attempt.run).size();
  return slow > 0 && slow < tests.size();
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
attempt_of(GroupOutcome& outcome, const std::string& import_path)
{
  ConfirmAttempt attempt{{}, std::nullopt, outcome.cut_off};
  const auto run = std::ranges::find(outcome.run.packages, import_path, &PackageRun::import_path);
  if (run != outcome.run.packages.end()) {
    attempt.run = std::move(*run);
  }
  const auto evidence =
      std::ranges::find(outcome.packages, import_path, &PackageEvidence::import_path);
  if (evidence != outcome.packages.end()) {
    attempt.evidence = std::move(*evidence);
  }
  return attempt;
}

} // namespace

HeapRuns::HeapRuns(const ConfirmRunner& runner, const HeapPolicy& policy, milliseconds budget,
                   const Terminal* terminal)
    : m_runner(runner), m_policy(policy), m_whole_budget(budget), m_budget(budget),
      m_terminal(terminal)
{
}

// A package whose process had not ended may have had no turn beside the others: it runs alone.
void
HeapRuns::run_together(ConfirmPlan plan, const TestRun& first, bool failfast, HeapMeasure measure)
{
  const ConfirmMode mode = mode_of({measure});
  (void)drop_unnameable(plan);
  ConfirmPlan open = in_order_of_time(plan, first, k_rounds, m_budget.share()).now;
  std::erase_if(open.packages, [&](const auto& each) {
    return each.second != plan.packages[each.first] || m_runner.recall({{each}, {}}, mode);
  });
  for (const ConfirmPlan& group : confirm_groups(open, first, failfast)) {
    if (group.packages.size() < 2) {
      continue;
    }
    TestTime::Seconds time{0};
    for (const PackageRun& package : first.packages) {
      const auto planned = group.packages.find(package.import_path);
      time += planned == group.packages.end() ? TestTime::Seconds(0)
                                              : time_of(planned->second, package);
    }
    const auto enough = enough_for(time, k_rounds, group.packages.size());
    const auto limit =
        measure == HeapMeasure::counts ? std::min(m_budget.share(), enough) : m_budget.share();
    if (auto outcome = outcome_of(group, mode, limit)) {
      take_together(std::move(*outcome), group, measure);
    }
  }
}

void
HeapRuns::take_together(GroupOutcome outcome, const ConfirmPlan& group, HeapMeasure measure)
{
  for (const auto& [import_path, tests] : group.packages) {
    ConfirmAttempt attempt = attempt_of(outcome, import_path);
    if (came_to_its_end(attempt.run.end) && is_good(attempt, {measure})) {
      m_together[{import_path, measure}] = {tests, std::move(attempt.run),
                                            std::move(*attempt.evidence)};
    }
  }
}

const LoneProcess*
HeapRuns::known(const std::string& package, const Names& tests, const HeapRounds& how) const
{
  const auto found = m_together.find({package, how.measure});
  const bool same = found != m_together.end() && found->second.tests == tests;
  return same && how == HeapRounds{how.measure} ? &found->second : nullptr;
}

std::set<std::string>
HeapRuns::in_time(const PackageRun& first, const Names& tests)
{
  if (known(first.import_path, tests, {HeapMeasure::counts}) != nullptr) {
    return tests;
  }
  ConfirmPlan plan{{{first.import_path, tests}}, {}};
  (void)drop_unnameable(plan);
  TestRun run;
  run.packages.push_back(first);
  const auto in = [&](milliseconds limit) {
    const TimedPlan timed = in_order_of_time(plan, run, k_rounds, limit);
    const auto now = timed.now.packages.find(first.import_path);
    return now == timed.now.packages.end() ? Names() : now->second;
  };
  const Names chosen = in(m_budget.share());
  if (chosen.size() < tests.size()) {
    const std::size_t slow = tests.size() - in(ConfirmBudget(m_whole_budget).share()).size();
    if (slow > 0) {
      note(fmt::format("the budget of {} is too short for {}", budget_text(),
                       text::counted(static_cast<long long>(slow), "slow test")));
    } else {
      note_used_up();
    }
  }
  return chosen.empty() ? plan.packages.begin()->second : chosen;
}

std::optional<LoneProcess>
HeapRuns::run(const PackageRun& first, Names tests, const HeapRounds& how)
{
  if (const LoneProcess* process = known(first.import_path, tests, how)) {
    return *process;
  }
  ConfirmMode mode = mode_of(how);
  bool patient = how.measure != HeapMeasure::counts; // nobody knows how long exact sites take
  for (int i = 0; i < k_most_attempts && !tests.empty() && !interrupt_requested(); ++i) {
    const milliseconds enough = enough_for(time_of(tests, first), mode.rounds, 1);
    mode.keeps_cut_off = !patient && enough <= m_budget.share();
    const milliseconds limit = patient ? m_budget.share() : std::min(m_budget.share(), enough);
    auto outcome = outcome_of({{{first.import_path, tests}}, {}}, mode, limit);
    if (!outcome) {
      return std::nullopt;
    }
    ConfirmAttempt attempt = attempt_of(*outcome, first.import_path);
    if (is_good(attempt, how)) {
      return LoneProcess{tests, std::move(attempt.run), std::move(*attempt.evidence)};
    }
    if (!outcome->problem.empty()) {
      note(outcome->problem);
      return std::nullopt;
    }
    if (outcome->cut_off && how.measure == HeapMeasure::sites && is_worth_less(attempt, tests)) {
      std::erase_if(tests, [slow = unfinished_tests(attempt.run)](const std::string& test) {
        return slow.contains(test);
      });
      continue;
    }
    if (outcome->cut_off && (patient || 2 * limit < enough)) {
      note_used_up();
      return std::nullopt;
    }
    if (outcome->cut_off && unfinished_tests(attempt.run).empty()) {
      patient = true; // it was still being built
      continue;
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
  note(fmt::format("the budget of {} was used up", budget_text()));
}

std::string
HeapRuns::budget_text() const
{
  return to_string(std::chrono::floor<std::chrono::seconds>(m_whole_budget));
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
