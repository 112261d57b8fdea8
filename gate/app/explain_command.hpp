#pragma once

#include "gate/app/exit_code.hpp"
#include "gate/app/options.hpp"

namespace leakgate {

/// `leakgate explain RESULT.json [FINGERPRINT]`: each finding with its whole chain and
/// stack, read back from a JSON result.
[[nodiscard]] ExitCode run_explain_command(const ExplainOptions& options);

} // namespace leakgate
