#pragma once

#include "gate/app/line/command_table.hpp"

#include <string>
#include <string_view>

namespace leakgate {

/// What `leakgate --help` prints: every command, and what the exit codes mean.
[[nodiscard]] std::string overview();

/// What `leakgate COMMAND --help` prints.
[[nodiscard]] std::string help_page(const CommandRow& command);

/// The options of a command with what it takes, as the help writes them: `-o, --output FILE`.
[[nodiscard]] std::string option_heading(const OptionRow& option);

/// leakgate(1) in the language of man(7), for `man` of Linux, macOS and BSD.
[[nodiscard]] std::string man_page();

/// What makes a shell (`bash`, `zsh`, `fish`) complete commands, options and their values.
[[nodiscard]] std::string completion_script(std::string_view shell);

} // namespace leakgate
