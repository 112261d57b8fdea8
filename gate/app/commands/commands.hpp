#pragma once

#include "gate/app/line/exit_code.hpp"
#include "gate/app/line/options.hpp"

namespace leakgate {

/// `leakgate test`: the pipeline from the command line to the exit code.
[[nodiscard]] ExitCode run_test_command(const TestOptions& options);

/// `leakgate run -- COMMAND…`: runs the command with a `go` first on PATH that gates each `go test`
/// of it, and judges all of them together.
[[nodiscard]] ExitCode run_run_command(const CommandLine& line);

/// `leakgate report RESULT.json… --report NAME=PATH…`: writes reports of a result later, in
/// another job; several results (shards) are merged into one. Ends with the exit code of
/// the verdict, so that the job that joins the shards is the gate.
[[nodiscard]] ExitCode run_report_command(const ReportOptions& options);

/// `leakgate baseline RESULT.json…`: accepts what the results report, or with --prune
/// takes out what is no longer there. Says what changed.
[[nodiscard]] ExitCode run_baseline_command(const BaselineOptions& options);

/// `leakgate explain RESULT.json [FINGERPRINT]`: each finding with its whole chain, stack
/// and rule, and where every other goroutine went, read back from a JSON result.
/// `leakgate explain RULE` prints the page of a rule, `leakgate explain rules` names all.
[[nodiscard]] ExitCode run_explain_command(const ExplainOptions& options);

/// `leakgate flags`: prints the flags with which plain `go test` gates itself, one a line.
[[nodiscard]] ExitCode run_flags_command();

/// `leakgate doctor`: says of each thing that a run needs whether it is there, then plants leaks in
/// a throw-away module and runs the whole gate on it.
[[nodiscard]] ExitCode run_doctor_command();

/// `leakgate init`: looks at the repository, writes a commented .leakgate.yml into the current
/// folder and, when told where leakgate's action is, a workflow; otherwise prints the step for CI.
/// A file that is there is never overwritten without --force.
[[nodiscard]] ExitCode run_init_command(const InitOptions& options);

} // namespace leakgate
