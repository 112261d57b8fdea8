#pragma once

#include "gate/model/verdict.hpp"

#include <string>

namespace leakgate {

/// What the gate says beside an event stream (`-json`): a line for each reported finding, and one
/// where there is no verdict or `go test` failed without a word. Readers of the stream (gotestsum)
/// take each line on standard error for an error, so there are no others; a pass is silent.
[[nodiscard]] std::string error_lines(const Verdict& verdict);

} // namespace leakgate
