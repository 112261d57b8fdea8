#pragma once

#include "gate/base/result.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace leakgate {

/// The folder of one `leakgate run`, which the variable LEAKGATE_RUN names to the `go` in it:
///
///     bin/go            this program, first on PATH: run_as_go
///     options           the options of each `go test`, a line each
///     from              the folder that the run was started in
///     calls/ID/call     a GoCall; calls/ID/result.json its verdict
///
inline constexpr const char* k_run_variable = "LEAKGATE_RUN";

/// What became of one `go test` of the command.
enum class CallState {
  started,    ///< it has not ended, or was killed
  judged,     ///< its result is there
  no_tests,   ///< it runs no tests: `go test -c`
  nothing,    ///< it named no package with Go files
  unjudged,   ///< it ran, without the gate or without a result
  interrupted ///< by the user
};

struct GoCall
{
  std::filesystem::path folder;
  CallState state = CallState::started;
  std::string words;  ///< `go test -race ./...`, in one line
  std::string where;  ///< the folder it was called in
  std::string reason; ///< why it was not judged; one line
};

/// A folder for a call that begins, with the call in it; their order by name is that of their
/// begins.
[[nodiscard]] Result<GoCall> begin_call(const std::filesystem::path& run,
                                        const std::vector<std::string>& words);

/// Runs `go test` with these words under the gate, and says in `call` what became of it. The exit
/// code; no value: nothing was run, and GoCall::reason says why.
[[nodiscard]] std::optional<int> run_gated(GoCall& call, const std::filesystem::path& run,
                                           const std::vector<std::string>& words);

/// Writes down what has become of it.
[[nodiscard]] Result<void> keep_call(const GoCall& call);

/// All calls of a run, in the order of their begins.
[[nodiscard]] std::vector<GoCall> read_calls(const std::filesystem::path& run);

} // namespace leakgate
