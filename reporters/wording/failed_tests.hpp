#pragma once

#include "gate/model/verdict.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// A test that failed, or a package whose process did; refers to the verdict.
struct FailedTest
{
  std::string_view test; ///< empty: the package as a whole
  std::string_view package;
  std::string place;   ///< `broker/hub_test.go:31`, as a finding's; empty: nothing said one
  std::string message; ///< one line: what was said first, or how the process ended; may be empty
};

/// In the order of the run, also where its package passes (a TestMain that exits with 0). A test
/// that failed for its subtests alone is left out, as those are listed.
[[nodiscard]] std::vector<FailedTest> failed_tests(const Verdict& verdict);

} // namespace leakgate
