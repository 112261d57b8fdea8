#pragma once

#include "gate/app/commands/commands.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

/// The command line of leakgate, read in tests.
namespace leakgate::test {

[[nodiscard]] inline Result<CommandLine>
parse(const std::vector<std::string>& words)
{
  return parse_command_line(k_commands, words);
}

/// The values that an option of one command alone was given, `on` for a switch.
[[nodiscard]] inline std::vector<std::string>
given(const CommandLine& line, std::string_view name)
{
  std::vector<std::string> values;
  for (const GivenOption& each : line.given) {
    if (each.option->name == name) {
      values.push_back(each.option->value.empty() ? "on" : each.value);
    }
  }
  return values;
}

/// `--settle`, of every command that has it, once each.
[[nodiscard]] inline std::vector<const OptionRow*>
all_options()
{
  std::vector<const OptionRow*> options;
  for (const CommandRow* command : k_commands) {
    for (const OptionRow* option : command->options) {
      if (std::ranges::find(options, option) == options.end()) {
        options.push_back(option);
      }
    }
  }
  return options;
}

[[nodiscard]] inline bool
is_of(const OptionRow& option, const CommandRow& command)
{
  return std::ranges::find(command.options, &option) != command.options.end();
}

} // namespace leakgate::test
