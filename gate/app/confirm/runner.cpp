#include "gate/app/confirm/runner.hpp"

#include "gate/app/confirm/cache.hpp"
#include "gate/app/suite/go_test_run.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/random.hpp"
#include "gate/capture/collect.hpp"
#include "gate/capture/confirm_command.hpp"
#include "rules/text/text_matcher.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <thread>
#include <utility>

namespace leakgate {

namespace {

// The longest that the probe waits for goroutines at the end of one round.
constexpr std::chrono::milliseconds k_round_settle{100};

// More output than this is not worth keeping.
constexpr std::size_t k_most_kept = 16U << 20U;

// What a process of its own waits, as those with the usual number of rounds do.
constexpr int k_lone_rounds = 3;

// Goroutines that end by themselves are seen to do so where the processes of a group wait for
// them: each as long as it can without the whole group running out of its time, and never
// longer than what timers of real tests take.
std::chrono::milliseconds
longest_linger(std::size_t packages, std::chrono::milliseconds limit)
{
  constexpr std::chrono::milliseconds k_longest{25'000};
  const std::size_t beside = std::max(1U, std::thread::hardware_concurrency()); // as go test -p
  const auto turns = static_cast<std::int64_t>((packages + beside - 1) / beside);
  return std::min(k_longest, limit / 2 / std::max<std::int64_t>(1, turns));
}

std::string
problem_of(const TestRun& run)
{
  if (std::any_of(run.packages.begin(), run.packages.end(), [](const PackageRun& package) {
        return package.end == PackageEnd::build_failed;
      })) {
    return "the tests did not build a second time";
  }
  return run.packages.empty() ? "go test ran nothing when it was run again" : "";
}

// True when every package of the plan left a snapshot: then there is nothing to be
// gained by running them once more.
bool
is_whole(const GroupOutcome& outcome, const ConfirmPlan& plan)
{
  return std::ranges::all_of(plan.packages, [&](const auto& planned) {
    const auto measured = [&](const PackageEvidence& each) {
      return each.import_path == planned.first && each.source != EvidenceSource::none;
    };
    return std::ranges::count_if(outcome.packages, measured) == 1;
  });
}

// The events of one package; in the text of another one quotes are escaped.
std::string
events_of(std::string_view events, const std::string& import_path)
{
  const std::string mark = fmt::format("\"Package\":\"{}\"", import_path);
  std::string out;
  while (!events.empty()) {
    const std::size_t end = std::min(events.find('\n'), events.size() - 1) + 1;
    if (const std::string_view line = events.substr(0, end);
        line.find(mark) != std::string_view::npos) {
      out += line;
    }
    events.remove_prefix(end);
  }
  return out;
}

} // namespace

ConfirmRunner::ConfirmRunner(const TestSession& session, const TestOptions& options,
                             const TestRun& first)
    : m_session(session), m_options(options), m_first(first), m_choices(run_choices(session.plan))
{
}

// Each test with what chose it, so that no other of its subtests runs.
TestsBySubtests
ConfirmRunner::chosen(const std::set<std::string>& tests) const
{
  TestsBySubtests chosen;
  for (const RunChoice& choice : m_choices) {
    const rules::TextMatcher matcher({choice.tests, true});
    for (const std::string& test : tests) {
      if (m_choices.size() == 1 || matcher.matches(test)) {
        chosen[choice.subtests].insert(test);
      }
    }
  }
  return chosen;
}

// Where rounds are what counts, what is left at the end is known to stay for as long as the suite
// settled, so that nothing is learned by waiting for it once more.
ProbeOptions
ConfirmRunner::probe(const ConfirmMode& mode) const
{
  ProbeOptions probe = m_options.probe;
  if (!mode.settles) {
    probe.settle = std::min(probe.settle, k_round_settle * std::max(mode.rounds, k_lone_rounds));
  }
  probe.rounds = std::max(probe.rounds, mode.rounds);
  probe.await = mode.await;
  if (mode.heap != HeapMeasure::nothing) {
    probe.sample = std::chrono::milliseconds(0); // nobody looks at them, and they take memory
    probe.heap = mode.heap;
    probe.heap_floor_bytes = mode.heap_floor_bytes;
    probe.heap_floor_objects = mode.heap_floor_objects;
  }
  return probe;
}

std::optional<GroupOutcome>
ConfirmRunner::recall(const ConfirmPlan& group, const ConfirmMode& mode) const
{
  const auto kept = m_options.use_cache ? cache(group, mode).find() : std::nullopt;
  if (!kept) {
    return std::nullopt;
  }
  GroupOutcome outcome = collect(read_events(kept->events, kept->run), kept->run, mode);
  outcome.cut_off = kept->cut_off;
  return outcome.cut_off || is_whole(outcome, group) ? std::optional(std::move(outcome))
                                                     : std::nullopt;
}

GroupOutcome
ConfirmRunner::measure(const ConfirmPlan& group, std::chrono::milliseconds limit,
                       const ConfirmMode& mode) const
{
  KeptConfirmation kept{random_hex(), ""};
  auto suite = run_go_test(
      m_session.processes, command(group, kept.run, limit, mode), kept.run, {},
      [](std::string_view) {},
      [&](std::string_view piece) {
        if (kept.events.size() <= k_most_kept) {
          kept.events += piece;
        }
      });
  if (!suite) {
    return {{}, {}, false, suite.error()};
  }
  GroupOutcome outcome = collect(std::move(suite->run), kept.run, mode);
  outcome.cut_off = suite->status.timed_out;
  outcome.problem = outcome.cut_off ? "" : problem_of(outcome.run);
  m_session.store.remove_run(kept.run);
  kept.cut_off = outcome.cut_off;
  if (outcome.problem.empty() && kept.events.size() <= k_most_kept && !interrupt_requested()) {
    keep(kept, group, outcome, mode);
  }
  return outcome;
}

void
ConfirmRunner::keep(const KeptConfirmation& kept, const ConfirmPlan& group,
                    const GroupOutcome& outcome, const ConfirmMode& mode) const
{
  if (mode.heap == HeapMeasure::nothing || group.packages.size() == 1) {
    if (kept.cut_off ? mode.keeps_cut_off : is_whole(outcome, group)) {
      cache(group, mode).keep(kept);
    }
    return;
  }
  for (const auto& planned : group.packages) {
    const ConfirmPlan part{{planned}, {}};
    if (is_whole(outcome, part)) {
      cache(part, mode).keep({kept.run, events_of(kept.events, planned.first), false});
    }
  }
}

ConfirmCache
ConfirmRunner::cache(const ConfirmPlan& group, const ConfirmMode& mode) const
{
  const std::string heap = mode.heap == HeapMeasure::nothing
                               ? ""
                               : fmt::format(" heap={} {} {}", static_cast<int>(mode.heap),
                                             mode.heap_floor_bytes, mode.heap_floor_objects);
  const std::string alike = fmt::format("{} await_ms={} number={}{}", probe(mode).canonical(),
                                        mode.await.count(), mode.number, heap);
  return {m_session.store, m_first, group, mode.rounds, alike};
}

Command
ConfirmRunner::command(const ConfirmPlan& group, const std::string& run,
                       std::chrono::milliseconds limit, const ConfirmMode& mode) const
{
  GoTestPlan again = m_session.plan;
  ProbeOptions options = probe(mode);
  if (mode.rounds > 1 && mode.heap == HeapMeasure::nothing) {
    options.linger = longest_linger(group.packages.size(), limit);
    options.rounds_stop_when_known = true;
  }
  again.probe = options.environment_value(m_session.store.folder().string(), run);
  ConfirmedTests what{{}, chosen(group.test_names()), mode.rounds};
  for (const auto& [import_path, tests] : group.packages) {
    what.packages.push_back(import_path);
  }
  Command command = confirm_command(again, what);
  command.time_limit = limit;
  return command;
}

GroupOutcome
ConfirmRunner::collect(TestRun run, const std::string& id, const ConfirmMode& mode) const
{
  GroupOutcome outcome;
  outcome.packages = collect_evidence(run, m_session.store, {id, probe(mode).canonical()});
  outcome.run = std::move(run);
  return outcome;
}

} // namespace leakgate
