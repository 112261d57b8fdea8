#include "gate/app/confirm/lone_runs.hpp"

#include "gate/base/process/command.hpp"
#include "gate/base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace leakgate {

namespace {

// Longer than timers of real tests take nobody is to wait.
constexpr std::chrono::milliseconds k_longest_await{25'000};

// A goroutine whose timer was due in the first run fires as long after its test at the latest as
// that run took, with a second to spare on a busy machine.
std::chrono::milliseconds
life_of(const PackageRun& first, std::chrono::milliseconds settle)
{
  const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(first.elapsed);
  return std::min(k_longest_await, elapsed + settle + std::chrono::milliseconds(1000));
}

} // namespace

void
LoneRuns::compare(const std::vector<LonePlan>& plans)
{
  ConfirmMode mode;
  mode.settles = true;
  for (const LonePlan& plan : plans) {
    (void)run(plan, mode);
  }
}

void
LoneRuns::hunt(const Hunt& hunt, const PackageRun& first, std::chrono::milliseconds settle,
               const CountLeft& count)
{
  const ConfirmMode mode{1, 1, life_of(first, settle)};
  const BringBack ask = [&](const std::set<std::string>& tests) -> std::optional<std::int64_t> {
    const auto [known, is_new] = m_hunted.try_emplace({hunt.package, tests}, m_processes.size());
    if (is_new && run({hunt.package, tests}, mode) == nullptr) {
      m_hunted.erase(known);
      return std::nullopt;
    }
    return count(m_processes[known->second], hunt);
  };
  narrow_down(passed_tests(first), hunt.count, ask);
}

// Null when there was no time, or the process left nothing to be read.
const LoneProcess*
LoneRuns::run(const LonePlan& plan, const ConfirmMode& mode)
{
  const ConfirmPlan group{{{plan.package, plan.tests}}, {}};
  auto outcome = m_runner.recall(group, mode);
  if (!outcome) {
    const auto limit = m_budget.share();
    if (limit <= std::chrono::milliseconds(0) || interrupt_requested()) {
      m_out_of_time = true;
      return nullptr;
    }
    if (m_terminal != nullptr) {
      std::exchange(m_terminal, nullptr)
          ->print("leakgate: running tests in processes of their own, for what rounds in one "
                  "cannot tell\n");
    }
    outcome = m_runner.measure(group, limit, mode);
    m_out_of_time = m_out_of_time || outcome->cut_off;
  }
  if (outcome->cut_off || outcome->run.packages.empty() || outcome->packages.empty() ||
      outcome->packages.front().source == EvidenceSource::none) {
    return nullptr;
  }
  m_processes.push_back(
      {plan.tests, std::move(outcome->run.packages.front()), std::move(outcome->packages.front())});
  return &m_processes.back();
}

std::vector<LoneProcess>
LoneRuns::take()
{
  return std::move(m_processes);
}

} // namespace leakgate
