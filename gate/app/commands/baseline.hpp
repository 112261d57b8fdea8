#pragma once

#include "gate/app/line/exit_code.hpp"
#include "gate/app/line/options.hpp"

namespace leakgate {

/// `leakgate baseline RESULT.json…`: accepts what the results report, or with --prune
/// takes out what is no longer there. Says what changed.
[[nodiscard]] ExitCode run_baseline_command(const BaselineOptions& options);

} // namespace leakgate
