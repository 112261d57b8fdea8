#pragma once

#include "gate/app/line/option_table.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// A way to call a command: what stands behind its name, and what that does.
struct CommandForm
{
  std::string_view operands;
  std::string_view does;
};

/// A command. Its words that are no options are `operands`.
struct CommandRow
{
  std::string_view name;
  Command command;
  std::span<const CommandForm> forms;
  std::string_view more = {}; ///< behind the options in its help
  Takes takes = Takes::nothing;
  std::span<const std::string_view> words = {}; ///< see operand_words()
  Result<void> (*fill)(CommandLine& line, const std::vector<std::string>& operands);
};

[[nodiscard]] std::span<const CommandRow> command_table();

[[nodiscard]] std::vector<std::string> command_names();

/// The operands to offer: of `help` the names of all commands.
[[nodiscard]] std::vector<std::string> operand_words(const CommandRow& command);

/// A variable of the environment that leakgate reads whatever the command.
struct VariableRow
{
  std::string_view name;
  std::string_view help;
};

[[nodiscard]] std::span<const VariableRow> variable_table();

} // namespace leakgate
