#pragma once

#include "gate/app/deliver/tokens.hpp"
#include "gate/app/line/exit_code.hpp"
#include "gate/app/line/reporting_options.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/base/result.hpp"
#include "reporters/reporter.hpp"

#include <vector>

namespace leakgate {

/// Makes the folders of all reports, so that a path that cannot be written is told
/// before the suite has run for an hour. Error: `--report NAME: ` and that of make_folder.
[[nodiscard]] Result<void> prepare_reports(const std::vector<ReportRequest>& reports);

/// What reports are given of a verdict that was just made: its own lines, and the JSON among them.
[[nodiscard]] ReportContext context_of(const Verdict& verdict, const ReportingOptions& options);

/// Makes every report: written to its path whole or not at all, printed on `terminal`, or posted
/// to a server; one that fails does not stop the others. The exit code is that of the verdict, but
/// a pass whose report is missing becomes ExitCode::no_verdict: such a gate must not look green. A
/// report that a server did not take goes to the next place instead (a comment to the summary
/// of the job, a review to annotations), which is said, and counts as missing only with
/// ReportingOptions::require_delivery.
[[nodiscard]] ExitCode finish_reports(const ReportingOptions& options, DeliveryTokens tokens,
                                      const Verdict& verdict, const ReportContext& context,
                                      const Terminal& terminal);

} // namespace leakgate
