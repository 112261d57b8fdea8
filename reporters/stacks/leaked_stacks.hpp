#pragma once

#include "gate/model/finding.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace leakgate {

/// Leaked goroutines with one stack, for the reports that are made of stacks.
struct LeakedStack
{
  /// The tests that left them behind. Several where a cluster has several stacks: which test
  /// left which of them is not known. Empty: no test did.
  std::vector<std::string> tests;
  std::int64_t count = 0; ///< above 0
  /// Leaf first, never empty; the last one is the line with the `go` statement where it is
  /// known, so that the goroutine hangs below who started it.
  std::vector<Frame> frames;
};

/// The stacks of a finding, split by test or by variant; the counts add up to that of the
/// finding. None when it is not a reported one about goroutines.
[[nodiscard]] std::vector<LeakedStack> leaked_stacks(const Finding& finding);

} // namespace leakgate
