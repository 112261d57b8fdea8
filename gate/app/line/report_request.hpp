#pragma once

#include "gate/app/line/reporting_options.hpp"
#include "gate/base/result.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace leakgate {

/// What stands at `path` and must not be replaced by a report: another report, or a file of
/// the project. Empty: nothing.
[[nodiscard]] std::string occupied(const std::filesystem::path& path,
                                   const std::vector<ReportRequest>& reports);

/// Adds what stands behind `--report`: NAME=PATH, or NAME alone for a report that goes to a place
/// of its own. Error: `--report: …, got "…"`.
[[nodiscard]] Result<void> add_report(ReportingOptions& options, const std::string& text);

} // namespace leakgate
