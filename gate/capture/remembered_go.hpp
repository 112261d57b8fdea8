#pragma once

#include "gate/base/process/command.hpp"

namespace leakgate {

/// `run`, but what `go env` and `go list -m` said of a folder is remembered below Go's build cache
/// and said again as long as all is the same that it depends on: the go command, its settings, the
/// variables that it reads, go.mod and go.work here and above. Where `go` is a script, or another
/// program in its place that chooses a Go, it is asked each time.
[[nodiscard]] ProcessRunner remembering_go(ProcessRunner run = run_process);

} // namespace leakgate
