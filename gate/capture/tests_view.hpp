#pragma once

#include "gate/capture/go_test.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// Lines for LEAKGATE_PROBE by which the probe puts right, before the first package of a
/// test binary is initialised, what the tests would see of the gate: `changed` is what it
/// sets for the go command, -json what it adds to the command line. gate/probe/README.md
/// has the table.
[[nodiscard]] std::string tests_view(const GoTestPlan& plan,
                                     const std::vector<Command::Variable>& changed);

} // namespace leakgate
