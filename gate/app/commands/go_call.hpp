#pragma once

#include <string>
#include <vector>

namespace leakgate {

/// True when this program was called as the `go` of a `leakgate run`, or as what that puts before
/// the program of a `go run`.
[[nodiscard]] bool is_called_as_go(const std::string& program);

/// Does what the real `go` would do with these words (the first is our own name), and ends with its
/// exit code: a `go test` runs under the gate, and its verdict is left in the folder of the run;
/// for everything else we become the real one.
[[nodiscard]] int run_as_go(const std::vector<std::string>& words);

} // namespace leakgate
