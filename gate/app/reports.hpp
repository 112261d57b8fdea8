#pragma once

#include "gate/app/exit_code.hpp"
#include "gate/app/options.hpp"
#include "gate/app/terminal.hpp"
#include "gate/base/result.hpp"
#include "reporters/reporter.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// Makes the folders of all reports, so that a path that cannot be written is told
/// before the suite has run for an hour. Error: `--report NAME: ` and that of make_folder.
[[nodiscard]] Result<void> prepare_reports(const std::vector<ReportRequest>& reports);

/// Writes every report to its path, whole or not at all, or to where its name alone stands
/// for; one that fails does not stop the others. What goes to the log is printed on
/// `terminal`. Returns one message for each that failed.
[[nodiscard]] std::vector<std::string> write_reports(const std::vector<ReportRequest>& reports,
                                                     const Verdict& verdict,
                                                     const ReportContext& context,
                                                     const Terminal& terminal);

/// write_reports with its failures said on `terminal`, and the exit code of the verdict: a
/// gate whose report is missing must not look green.
[[nodiscard]] ExitCode finish_reports(const std::vector<ReportRequest>& reports,
                                      const Verdict& verdict, const ReportContext& context,
                                      const Terminal& terminal);

} // namespace leakgate
