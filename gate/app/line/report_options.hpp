#pragma once

#include "gate/app/line/options.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// Reads the words behind `leakgate report`. Error: one line with what to do.
[[nodiscard]] Result<CommandLine> parse_report_options(const std::vector<std::string>& words);

/// What `leakgate report --help` prints.
[[nodiscard]] std::string report_help();

} // namespace leakgate
