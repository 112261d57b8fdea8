#include "gate/app/repeat.hpp"

#include "gate/app/repeat_cache.hpp"
#include "gate/app/suite_run.hpp"
#include "gate/base/duration.hpp"
#include "gate/base/random.hpp"
#include "gate/base/text.hpp"
#include "gate/capture/repeat_command.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <optional>

namespace leakgate {

namespace {

// The longest that the probe waits for goroutines at the end of one round.
constexpr std::chrono::milliseconds k_round_settle{100};

// More output than this is not worth keeping.
constexpr std::size_t k_most_kept = 16U << 20U;

// The rounds are what counts. What is left at the end is known to stay for as long as
// the suite settled, so that nothing is learned by waiting for it once more.
ProbeOptions
probe_of_repetition(ProbeOptions probe, int rounds)
{
  probe.settle = std::min(probe.settle, k_round_settle * rounds);
  probe.rounds = std::max(probe.rounds, rounds);
  return probe;
}

std::string
announcement(const RepeatPlan& plan, int rounds)
{
  return fmt::format("leakgate: running {} of {} {}, to tell leaks from singletons\n",
                     text::counted(static_cast<long long>(plan.tests.size()), "leaking test"),
                     text::counted(static_cast<long long>(plan.packages.size()), "package"),
                     text::counted(rounds, "time"));
}

std::string
note_on(const SuiteRun& suite, std::chrono::milliseconds budget)
{
  if (suite.status.timed_out) {
    return fmt::format("the budget of {} was used up", to_string(budget));
  }
  const auto& packages = suite.run.packages;
  if (std::any_of(packages.begin(), packages.end(), [](const PackageRun& package) {
        return package.end == PackageEnd::build_failed;
      })) {
    return "the tests did not build a second time";
  }
  return packages.empty() ? "go test ran nothing when it was run again" : "";
}

// True when every package of the plan left a snapshot: then there is nothing to be
// gained by running them once more.
bool
is_whole(const Repetition& repetition, const RepeatPlan& plan)
{
  return repetition.packages.size() == plan.packages.size() &&
         std::none_of(
             repetition.packages.begin(), repetition.packages.end(),
             [](const PackageEvidence& each) { return each.source == EvidenceSource::none; });
}

class Repeater
{
public:
  Repeater(const TestSession& session, const TestOptions& options, const RepeatPlan& plan,
           const TestRun& first)
      : m_session(session), m_options(options), m_plan(plan),
        m_probe(probe_of_repetition(options.probe, options.confirm_rounds)),
        m_cache(session.store, first, plan, options.confirm_rounds, m_probe.canonical())
  {
  }

  [[nodiscard]] std::optional<Repetition>
  recall() const
  {
    const auto kept = m_options.use_cache ? m_cache.find() : std::nullopt;
    if (!kept) {
      return std::nullopt;
    }
    Repetition repetition = collect(read_events(kept->events), kept->run);
    return is_whole(repetition, m_plan) ? std::optional(std::move(repetition)) : std::nullopt;
  }

  [[nodiscard]] Repetition
  measure() const
  {
    KeptRepetition kept{random_hex(), ""};
    auto suite = run_go_test(
        command(kept.run), {}, [](std::string_view) {},
        [&](std::string_view piece) {
          if (kept.events.size() <= k_most_kept) {
            kept.events += piece;
          }
        });
    if (!suite) {
      Repetition repetition = collect({}, kept.run);
      repetition.note = suite.error();
      return repetition;
    }
    const std::string note = note_on(*suite, m_options.confirm_budget);
    Repetition repetition = collect(std::move(suite->run), kept.run);
    repetition.note = note;
    m_session.store.remove_partial_files(kept.run);
    if (note.empty() && kept.events.size() <= k_most_kept && !interrupt_requested() &&
        is_whole(repetition, m_plan)) {
      m_cache.keep(kept);
    }
    return repetition;
  }

private:
  [[nodiscard]] Command
  command(const std::string& run) const
  {
    GoTestPlan again = m_session.plan;
    again.probe = m_probe.environment_value(m_session.store.folder().string(), run);
    Command command =
        repeat_command(again, {m_plan.packages, m_plan.tests, m_options.confirm_rounds});
    // No budget is not an endless one, which is what no limit means there.
    command.time_limit = std::max(m_options.confirm_budget, std::chrono::milliseconds(1));
    return command;
  }

  [[nodiscard]] Repetition
  collect(TestRun run, const std::string& id) const
  {
    Repetition repetition;
    repetition.rounds = m_options.confirm_rounds;
    repetition.run = std::move(run);
    repetition.packages =
        collect_evidence(repetition.run, m_session.store, {id, m_probe.canonical()});
    return repetition;
  }

  const TestSession& m_session;
  const TestOptions& m_options;
  const RepeatPlan& m_plan;
  ProbeOptions m_probe;
  RepeatCache m_cache;
};

} // namespace

Repetition
repeat_tests(const TestSession& session, const TestOptions& options, const RepeatPlan& plan,
             const TestRun& first, const Terminal& terminal)
{
  const Repeater repeater(session, options, plan, first);
  if (auto known = repeater.recall()) {
    return std::move(*known);
  }
  if (!session.plan.arguments.json) {
    terminal.print(announcement(plan, options.confirm_rounds));
  }
  return repeater.measure();
}

} // namespace leakgate
