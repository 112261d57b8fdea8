#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// The name under which `go test -exec` calls this program: `leakgate flags` prints it.
inline constexpr std::string_view k_exec_name = "leakgate-exec";

/// Runs the program that the words name (the first is our own name) with its arguments. A test
/// binary that was built with the flags of `leakgate flags` is gated: where its tests leak, the
/// findings come behind its output and the exit code is 1, so that `go test` says FAIL; where that
/// could not be judged it is 3. All other programs we become.
[[nodiscard]] int run_test_binary(const std::vector<std::string>& words);

} // namespace leakgate
