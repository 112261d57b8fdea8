#pragma once

#include "gate/app/confirm/timer_hunt.hpp"
#include "gate/model/suite_run.hpp"
#include "gate/model/verdict.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace leakgate {

/// What is worth running again.
struct ConfirmPlan
{
  /// By import path the names of top-level tests, at least one of each package.
  std::map<std::string, std::set<std::string>> packages;
  std::vector<Hunt> hunts = {}; ///< what runs in processes of its own, to find its test

  [[nodiscard]] bool
  empty() const
  {
    return packages.empty() && hunts.empty();
  }
  /// How many tests that are, those of one name in several packages each on its own.
  [[nodiscard]] std::size_t test_count() const;
  /// The names of the tests of all packages.
  [[nodiscard]] std::set<std::string> test_names() const;

  friend bool operator==(const ConfirmPlan&, const ConfirmPlan&) = default;
};

/// The tests whose leaks further rounds could tell from singletons: those of reported
/// findings of tier lingering, where the run itself had one round and its process came to
/// its end. Tests alone: examples run once whatever -count says, fuzz targets run after
/// the last round of the tests, and -run chooses no benchmarks.
[[nodiscard]] ConfirmPlan plan_confirmation(const Verdict& verdict);

/// A plan in the order in which its tests are worth the time that there is.
struct TimedPlan
{
  ConfirmPlan now;   ///< the quickest, as many as the time holds by the first run
  ConfirmPlan later; ///< what may still run when those took less
  /// Package and name of what alone would take more than the time.
  std::set<std::pair<std::string, std::string>> slow;
};

/// Shares out `limit`, the time for `rounds` of each test, by how long each took in the `first`
/// run. One that would use up the time of all others shows nothing.
[[nodiscard]] TimedPlan in_order_of_time(const ConfirmPlan& plan, const TestRun& first, int rounds,
                                         std::chrono::milliseconds limit);

} // namespace leakgate
