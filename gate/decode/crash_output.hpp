#pragma once

#include "gate/decode/goroutine_dump.hpp"
#include "gate/model/test_run.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// What the output of a package that ended with a panic, a fatal error or a time-out
/// tells: its goroutine dump, and which tests were still running.
struct CrashOutput
{
  std::string reason; ///< `panic: test timed out after 1s`, `fatal error: …`: the first line
  GoroutineDump dump;
  std::vector<std::string> running_tests; ///< from the `running tests:` list of a time-out
};

/// Nothing when the package did not crash, i.e. when its end is neither `crashed` nor
/// `timed_out`. A dump that a test merely printed is not taken: the last one counts,
/// behind the `panic:`/`fatal error:`/`SIGQUIT:` line with which the process ended; it
/// is looked for in the output of the package (where TestEventReader puts it), then of
/// the tests, the last one first.
[[nodiscard]] std::optional<CrashOutput> decode_crash_output(const PackageRun& package);

/// Where in `line` the message begins with which Go ends a process: `panic: `,
/// `fatal error: `, `SIGQUIT: `. It stands at the start of the line, or directly behind
/// text that was printed without a newline. npos when there is none.
/// Source: runtime/panic.go (printpanics, fatalthrow), runtime/signal_unix.go.
[[nodiscard]] std::size_t find_crash_message(std::string_view line);

/// True for `goroutine 7 [running]:`.
[[nodiscard]] bool is_goroutine_header(std::string_view line);

} // namespace leakgate
