#pragma once

#include "gate/app/line/options.hpp"

namespace leakgate {

/// Reads the words behind `leakgate test`; Command::help when they ask for it.
/// Error: one line with what to do.
[[nodiscard]] Result<CommandLine> parse_test_options(const std::vector<std::string>& words);

} // namespace leakgate
