#pragma once

#include "gate/decode/goroutine_dump.hpp"
#include "gate/model/test_run.hpp"

#include <optional>
#include <string>
#include <vector>

namespace leakgate {

/// What the output of a package that ended with a panic, a fatal error or a
/// time-out tells: its goroutine dump, and which tests were still running.
struct CrashOutput
{
  std::string reason; ///< `panic: test timed out after 1s`, `fatal error: …`: the first line
  GoroutineDump dump;
  std::vector<std::string> running_tests; ///< from the `running tests:` list of a time-out
};

/// Nothing when the package did not crash. A dump that a test merely printed is not
/// taken: it counts only behind a `panic:`/`fatal error:`/`SIGQUIT:` line with which
/// the process ended.
[[nodiscard]] std::optional<CrashOutput> decode_crash_output(const PackageRun& package);

} // namespace leakgate
