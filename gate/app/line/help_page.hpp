#pragma once

#include "gate/app/line/command_table.hpp"

#include <string>

namespace leakgate {

/// What `leakgate --help` prints: every command, and what the exit codes mean.
[[nodiscard]] std::string overview();

/// What `leakgate COMMAND --help` prints.
[[nodiscard]] std::string help_page(const CommandRow& command);

/// The options of a command with what it takes, as the help writes them: `-o, --output FILE`.
[[nodiscard]] std::string option_heading(const OptionRow& option);

} // namespace leakgate
