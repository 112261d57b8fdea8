#pragma once

#include "gate/app/line/exit_code.hpp"
#include "gate/app/line/options.hpp"

namespace leakgate {

/// `leakgate explain RESULT.json [FINGERPRINT]`: each finding with its whole chain, stack
/// and rule, and where every other goroutine went, read back from a JSON result.
/// `leakgate explain RULE` prints the page of a rule, `leakgate explain rules` names all.
[[nodiscard]] ExitCode run_explain_command(const ExplainOptions& options);

} // namespace leakgate
