#pragma once

#include "gate/app/line/exit_code.hpp"
#include "gate/app/line/options.hpp"

namespace leakgate {

/// `leakgate report RESULT.json… --report NAME=PATH…`: writes reports of a result later, in
/// another job; several results (shards) are merged into one. Ends with the exit code of
/// the verdict, so that the job that joins the shards is the gate.
[[nodiscard]] ExitCode run_report_command(const ReportOptions& options);

} // namespace leakgate
