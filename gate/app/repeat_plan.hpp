#pragma once

#include "gate/model/verdict.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// What is worth running again. Both lists are sorted and without duplicates.
struct RepeatPlan
{
  std::vector<std::string> packages; ///< import paths
  std::vector<std::string> tests;    ///< top-level names, of all the packages together

  [[nodiscard]] bool
  empty() const
  {
    return tests.empty();
  }
  friend bool operator==(const RepeatPlan&, const RepeatPlan&) = default;
};

/// The tests whose leaks further rounds could tell from singletons: those of reported
/// findings of tier lingering, where the run itself had one round and its process came to
/// its end. Tests alone: examples run once whatever -count says, fuzz targets run after
/// the last round of the tests, and -run chooses no benchmarks.
[[nodiscard]] RepeatPlan plan_repetition(const Verdict& verdict);

} // namespace leakgate
