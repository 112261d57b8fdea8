#pragma once

#include "gate/app/line/exit_code.hpp"
#include "gate/app/line/options.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/app/suite/go_test_run.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/result.hpp"
#include "gate/capture/collect.hpp"
#include "gate/capture/go_test_command.hpp"
#include "gate/capture/snapshot_store.hpp"
#include "gate/model/evidence.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// Why nothing could be run, with the exit code it stands for.
struct Refusal
{
  std::string message;
  ExitCode code = ExitCode::usage;
};

/// Everything that is settled before `go test` starts.
struct TestSession
{
  GoTestPlan plan;
  SnapshotStore store;
  RunIdentity identity;
  ProcessRunner processes = run_process; ///< starts every command of the session
};

/// Finds Go, opens the snapshot store and lays the overlay.
[[nodiscard]] tl::expected<TestSession, Refusal>
prepare_session(const TestOptions& options, const ProcessRunner& processes = remembering_go());

/// What came out of running the suite.
struct SuiteResult
{
  Evidence evidence;
  ExitStatus go_status;        ///< of the go command; of the first run when some packages ran again
  bool memory_ran_out = false; ///< the kernel ended a process for want of memory meanwhile
};

/// Runs the suite, shows its progress on `terminal`, and collects what it left behind.
/// Packages whose cached result has no usable snapshot run a second time. With the
/// user's -json the event stream goes to `terminal` as it comes. Error: the go command
/// could not be started, or its modules could not be listed.
[[nodiscard]] Result<SuiteResult> run_suite(const TestSession& session, const TestOptions& options,
                                            const Terminal& terminal);

/// Runs the suite of `session` for `leakgate run`: without -json unless the user gave it, and what
/// the go command prints is handed on as it comes, byte for byte but for what the gate adds.
/// Of packages that are replayed from its test cache then, only a run with -json, which it replays
/// too (but the first time), shows the snapshot: that comes behind, and nobody sees it.
[[nodiscard]] Result<SuiteRun> run_untouched(const TestSession& session, TestCache cache);

/// Runs one test binary, which `words` name behind a word that is not looked at, with its
/// arguments, as the go command's -exec does; hands on what it prints, and collects what it left.
/// Error: it could not be started, or its modules could not be listed.
[[nodiscard]] Result<SuiteResult> run_binary(const TestSession& session,
                                             const std::vector<std::string>& words);

/// Runs commands that are made for `go test`, those of a confirmation, with that binary instead,
/// and all others as they are.
[[nodiscard]] ProcessRunner binary_runner(std::vector<std::string> words, std::string package);

} // namespace leakgate
