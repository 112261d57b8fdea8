#pragma once

#include "gate/app/line/terminal.hpp"
#include "gate/base/process/command.hpp"
#include "gate/capture/go_flags.hpp"
#include "gate/decode/events/suite_events.hpp"
#include "gate/model/evidence.hpp"
#include "gate/model/problem.hpp"
#include "gate/model/suite_run.hpp"

#include <string_view>
#include <vector>

namespace leakgate {

/// What one `go test` command came to.
struct SuiteRun
{
  ExitStatus status;
  TestRun run;
  std::vector<Problem> problems; ///< of reading its event stream
};

/// Runs a `go test -json` command and reads its event stream while it runs. The stream
/// goes to `on_stdout` too, if that is set, as it comes. `run` is the id that the probe was
/// given. Error: the go command could not be started.
[[nodiscard]] Result<SuiteRun> run_go_test(const ProcessRunner& processes, const Command& command,
                                           const std::string& run,
                                           TestEventReader::Listener listener,
                                           const OutputSink& on_stderr,
                                           const OutputSink& on_stdout = {});

/// Reads the event stream of `run` that was kept.
[[nodiscard]] TestRun read_events(std::string_view events, const std::string& run);

/// Shows on `terminal`, which must outlive it, how the packages come in; with the user's
/// -json the event stream itself.
/// Counts the packages without tests, which the listener passes over.
void show_without_tests(const TestRun& run, const GoTestArguments& arguments,
                        const Terminal& terminal);

[[nodiscard]] TestEventReader::Listener progress_listener(const GoTestArguments& arguments,
                                                          const Terminal& terminal);

/// Says of the packages of a run under -failfast that failed that they were stopped.
void mark_stopped(TestRun& run);

/// How much of the modules in `roots` the run covered, in doubt less. `inherited` is what
/// GOFLAGS says. Everything is covered when `./...` ran in the folder of the only module,
/// or when `MODULE/...` of each one did, and when no flag left tests out and every test
/// process came to its end.
[[nodiscard]] Coverage coverage_of(const TestRun& run, const GoTestArguments& arguments,
                                   const GoTestArguments& inherited, const SourceRoots& roots);

} // namespace leakgate
