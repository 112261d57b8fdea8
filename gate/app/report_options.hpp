#pragma once

#include "gate/app/options.hpp"

namespace leakgate {

/// Reads the words behind `leakgate report`. Error: one line with what to do.
[[nodiscard]] Result<CommandLine> parse_report_options(const std::vector<std::string>& words);

} // namespace leakgate
