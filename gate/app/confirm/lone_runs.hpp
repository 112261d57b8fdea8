#pragma once

#include "gate/app/confirm/budget.hpp"
#include "gate/app/confirm/lone_plan.hpp"
#include "gate/app/confirm/runner.hpp"
#include "gate/app/confirm/timer_hunt.hpp"
#include "gate/app/line/options.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/model/evidence.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace leakgate {

/// How many goroutines of a finding a process left behind.
using CountLeft = std::function<std::int64_t(const LoneProcess& process, const Hunt& hunt)>;

/// Runs tests in processes of their own, within the budget of a confirmation, and keeps what they
/// left. Refers to what it is given.
class LoneRuns
{
public:
  /// `terminal` may be null: then nothing is said.
  LoneRuns(const ConfirmRunner& runner, const ConfirmBudget& budget, const Terminal* terminal)
      : m_runner(runner), m_budget(budget), m_terminal(terminal)
  {
  }

  /// All of `plans`, as far as there is time.
  void compare(const std::vector<LonePlan>& plans);

  /// Looks for the tests that bring back what `hunt` is about, by halves: each process lives as
  /// long as a timer of the `first` run may have taken to fire.
  void hunt(const Hunt& hunt, const PackageRun& first, std::chrono::milliseconds settle,
            const CountLeft& count);

  /// True when something did not run for want of time.
  [[nodiscard]] bool
  out_of_time() const
  {
    return m_out_of_time;
  }
  [[nodiscard]] std::vector<LoneProcess> take();

private:
  const LoneProcess* run(const LonePlan& plan, const ConfirmMode& mode);

  const ConfirmRunner& m_runner;
  const ConfirmBudget& m_budget;
  const Terminal* m_terminal;
  bool m_out_of_time = false;
  std::vector<LoneProcess> m_processes;
  std::map<std::pair<std::string, std::set<std::string>>, std::size_t>
      m_hunted; ///< for another hunt
};

} // namespace leakgate
