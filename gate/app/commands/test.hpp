#pragma once

#include "gate/app/line/exit_code.hpp"
#include "gate/app/line/options.hpp"

namespace leakgate {

/// `leakgate test`: the pipeline from the command line to the exit code.
[[nodiscard]] ExitCode run_test_command(const TestOptions& options);

} // namespace leakgate
