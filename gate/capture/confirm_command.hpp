#pragma once

#include "gate/capture/go_test.hpp"

#include <set>
#include <string>
#include <vector>

namespace leakgate {

/// Some top-level tests of some packages, to be run `rounds` times in one process for
/// each package.
struct ConfirmedTests
{
  std::vector<std::string> packages; ///< import paths
  std::set<std::string> tests;       ///< names of functions
  std::string subtests;              ///< of all of them, as chosen_subtests has it
  int rounds = 0;
};

/// The `go test` command that runs `what` as the suite was run: toolchain, overlay,
/// build flags, environment and the test binary's own arguments are those of `plan`;
/// confirm_flags says which flags go. A test of the same name in another of the packages
/// runs too.
[[nodiscard]] Command confirm_command(const GoTestPlan& plan, const ConfirmedTests& what);

} // namespace leakgate
