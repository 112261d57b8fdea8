#pragma once

#include "gate/app/line/command_line.hpp"

#include <span>
#include <string>
#include <string_view>

namespace leakgate {

/// What `leakgate --help` prints: every command, and what the exit codes mean.
[[nodiscard]] std::string overview(CommandTable table);

/// What `leakgate COMMAND --help` prints.
[[nodiscard]] std::string help_page(const CommandRow& command);

/// The options of a command with what it takes, as the help writes them: `-o, --output FILE`.
[[nodiscard]] std::string option_heading(const OptionRow& option);

/// leakgate(1) in the language of man(7), for `man` of Linux, macOS and BSD.
[[nodiscard]] std::string man_page(CommandTable table);

/// What makes a shell (`bash`, `zsh`, `fish`) complete commands, options and their values.
[[nodiscard]] std::string completion_script(CommandTable table, std::string_view shell);

/// A variable of the environment that leakgate reads whatever the command.
struct VariableRow
{
  std::string_view name;
  std::string_view help;
};

[[nodiscard]] std::span<const VariableRow> variable_table();

} // namespace leakgate
