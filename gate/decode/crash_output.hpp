#pragma once

#include "gate/decode/goroutine_dump.hpp"
#include "gate/model/suite_run.hpp"

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
/// Source: runtime/panic.go (printpanics, fatalthrow), runtime/signal_unix.go (sighandler).
[[nodiscard]] std::size_t find_crash_message(std::string_view line);

/// Follows output line by line and tells where the crash begins that it ends with.
class CrashScan
{
public:
  /// Where in `line` a crash begins that makes the one before, if any, an imitation.
  /// npos for all other lines. A further message before the first goroutine belongs to
  /// the same crash, and so do the stacks of other threads, behind a line `-----`.
  [[nodiscard]] std::size_t next(std::string_view line);

  [[nodiscard]] bool
  in_crash() const
  {
    return m_in_crash;
  }
  [[nodiscard]] bool
  has_goroutines() const
  {
    return m_has_goroutines;
  }

private:
  bool m_in_crash = false;
  bool m_has_goroutines = false;
  bool m_behind_separator = false;
};

} // namespace leakgate
