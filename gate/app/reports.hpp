#pragma once

#include "gate/app/options.hpp"
#include "gate/base/result.hpp"
#include "reporters/reporter.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// Makes the folders of all reports, so that a path that cannot be written is told
/// before the suite has run for an hour. Error: `--report NAME: ` and that of make_folder.
[[nodiscard]] Result<void> prepare_reports(const std::vector<ReportRequest>& reports);

/// Writes every report, each whole or not at all; one that fails does not stop the
/// others. Returns one message for each that failed.
[[nodiscard]] std::vector<std::string> write_reports(const std::vector<ReportRequest>& reports,
                                                     const Verdict& verdict,
                                                     const ReportContext& context);

} // namespace leakgate
