#pragma once

#include "gate/base/result.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// A command, found through PATH and never passed to a shell.
struct Command
{
  std::vector<std::string> argv;
  std::string directory; ///< empty: the current one
  /// Set, or removed when there is no value, on top of our own environment.
  struct Variable
  {
    std::string name;
    std::optional<std::string> value;
  };
  std::vector<Variable> environment;
  /// After so long it is ended as if the user had interrupted it; 0: no limit.
  std::chrono::milliseconds time_limit{0};
  /// It runs on when the user has interrupted: one that is short, and has a limit.
  bool outlasts_interrupt = false;
  /// Asked once it has ended: whether what it left running in its group is ended, too.
  std::function<bool()> ends_leftovers = {};
};

/// How a process ended.
struct ExitStatus
{
  int code = 0;           ///< the exit code; 128 + signal when it was killed
  int signal = 0;         ///< the signal that ended it, or 0
  bool timed_out = false; ///< Command::time_limit was over before it had ended
  [[nodiscard]] bool
  ok() const
  {
    return code == 0;
  }
};

/// Called with pieces of output as they arrive, in the caller's thread.
using OutputSink = std::function<void(std::string_view)>;

/// Runs `command` in a process group of its own until it ends, handing over its
/// output as it comes. When interrupt_requested() becomes true, or the time limit is over,
/// the group gets SIGINT (before it SIGQUIT, if it was that), after three seconds SIGTERM, after
/// another three SIGKILL, and the call returns once all of it is gone. The group is ended, too,
/// when a signal has ended the command, when Command::ends_leftovers says so, and when we die
/// (ProcessGuard). Error: the program could not be started
/// (`go: cannot be started, got "No such file or directory"`).
[[nodiscard]] Result<ExitStatus> run_process(const Command& command, const OutputSink& on_stdout,
                                             const OutputSink& on_stderr);

/// What runs commands for the parts that decide by what came of it: run_process, or in a test what
/// stands in for it. Promises what run_process does.
using ProcessRunner = std::function<Result<ExitStatus>(
    const Command& command, const OutputSink& on_stdout, const OutputSink& on_stderr)>;

/// All that a process printed, and how it ended.
struct CapturedOutput
{
  ExitStatus status;
  std::string out;
  std::string err;
};

/// `run` with the output collected, without a limit: for commands that print little.
[[nodiscard]] Result<CapturedOutput> capture_process(const Command& command,
                                                     const ProcessRunner& run = run_process);

/// From now on SIGINT, SIGTERM, SIGHUP and SIGQUIT only set a flag, and a file that grows too
/// large is an error of the write. Once, at start-up.
void watch_interrupts();

/// From now on such a signal ends the process at once, with 130: there are no children, and what
/// is written is whole or not there.
void end_on_interrupt();

/// True once such a signal has come.
[[nodiscard]] bool interrupt_requested();

/// The last such signal; 0: none has come.
[[nodiscard]] int interrupt_signal();

/// True once it was SIGQUIT, with which people ask Go programs where they are.
[[nodiscard]] bool quit_requested();

/// `SIGKILL`; `signal 99` where it has no name.
[[nodiscard]] std::string signal_name(int signal);

} // namespace leakgate
