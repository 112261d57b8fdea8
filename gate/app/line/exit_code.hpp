#pragma once

#include "gate/model/verdict.hpp"

#include <span>
#include <string_view>

namespace leakgate {

/// What leakgate ends with. Scripts rely on the numbers.
enum class ExitCode {
  pass = 0,
  leaks = 1,        ///< leaks at or above the fail level
  usage = 2,        ///< usage or configuration: nothing was run
  no_verdict = 3,   ///< could not measure enough to judge; never a pass
  tests_failed = 4, ///< `go test` itself failed; leaks, if any, are still reported
  interrupted = 130,
};

/// The exit code that stands for `outcome`.
[[nodiscard]] ExitCode exit_code(Outcome outcome);

/// What a code means, for the help and for the manual page.
struct ExitCodeRow
{
  ExitCode code;
  std::string_view brief;
  std::string_view meaning;
};

[[nodiscard]] std::span<const ExitCodeRow> exit_code_table();

} // namespace leakgate
