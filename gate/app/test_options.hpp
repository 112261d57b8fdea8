#pragma once

#include "gate/app/options.hpp"

namespace leakgate {

/// Reads the words behind `leakgate test`; Command::help when they ask for it.
/// Error: one line with what to do.
[[nodiscard]] Result<CommandLine> parse_test_options(const std::vector<std::string>& words);

/// Reads the value of `--report`: NAME=PATH, or NAME alone for a report that goes to a place
/// of its own. Error: `--report: …`.
[[nodiscard]] Result<ReportRequest> parse_report(const std::string& text);

} // namespace leakgate
