#include "gate/app/line/command_line.hpp"
#include "gate/base/text.hpp"

// The one place that knows it: to compile it takes longer than all other files of this folder.
#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <algorithm>

namespace leakgate {

namespace {

std::string
names_of(const OptionRow& option)
{
  return std::string(option.letter) + (option.letter.empty() ? "" : ",") + std::string(option.name);
}

void
add_option(CLI::App& app, const OptionRow& option)
{
  if (option.value.empty()) {
    app.add_flag(names_of(option));
    return;
  }
  // All values are kept, one for each time that it is given; none is taken apart as a list.
  app.add_option(names_of(option), [](const CLI::results_t&) { return true; })
      ->expected(1, CLI::detail::expected_max_vector_size)
      ->allow_extra_args(false);
}

// CLI11 takes the next word where the value behind `=` is empty, and knows no `-o=VALUE`.
void
add_words(std::vector<std::string>& out, const CommandRow& command, const std::string& word)
{
  const std::size_t equals = word.find('=');
  const std::string name = word.substr(0, equals);
  const bool divided =
      equals != std::string::npos &&
      std::ranges::any_of(command.options, [&](const OptionRow* option) {
        return !option->value.empty() &&
               ((name == option->name && equals + 1 == word.size()) || name == option->letter);
      });
  out.push_back(divided ? name : word);
  if (divided) {
    out.push_back(word.substr(equals + 1));
  }
}

// A switch may be written --quiet=false; the last one counts.
Result<bool>
is_on(const OptionRow& option, const std::vector<std::string>& values)
{
  const std::string& value = values.back();
  if (value == "true" || value == "1" || value == "false" || value == "0") {
    return value == "true" || value == "1";
  }
  return failure(
      fmt::format("{}: expected true or false, got {}", option.name, text::quoted(value)));
}

Result<void>
take_values(GivenWords& given, const OptionRow& option, const std::vector<std::string>& values)
{
  if (!option.value.empty()) {
    for (const std::string& value : values) {
      given.options.push_back({&option, value});
    }
    return {};
  }
  const auto on = is_on(option, values);
  if (!on) {
    return failure(on.error());
  }
  if (*on) {
    given.options.push_back({&option, ""});
  }
  return {};
}

// CLI11 is content with every word but an option whose value is missing, which is the last one.
std::string
missing_value(const CommandRow& command, const std::string& word)
{
  const auto option = std::ranges::find_if(command.options, [&](const OptionRow* row) {
    return word == row->name || word == row->letter;
  });
  return fmt::format("{}: expected {} behind {}, got nothing", command.name,
                     option == command.options.end() ? "a value" : (*option)->value, word);
}

} // namespace

Result<GivenWords>
read_given_options(const CommandRow& command, const std::vector<std::string>& words)
{
  CLI::App root("", "leakgate");
  root.require_subcommand(1); // a file may be called as the command is
  CLI::App& app = *root.add_subcommand(std::string(command.name));
  app.set_help_flag();
  app.allow_extras();
  for (const OptionRow* option : command.options) {
    add_option(app, *option);
  }
  std::vector<std::string> line = {std::string(command.name)};
  for (const std::string& word : words) {
    add_words(line, command, word);
  }
  const std::string last = line.back();
  std::reverse(line.begin(), line.end()); // CLI11 takes its words from the back
  try {
    root.parse(std::move(line));
  } catch (const CLI::ParseError&) {
    return failure(missing_value(command, last));
  }
  GivenWords given;
  for (const OptionRow* option : command.options) {
    const CLI::Option& read = *app.get_option(std::string(option->name));
    if (auto taken =
            read.count() > 0 ? take_values(given, *option, read.results()) : Result<void>();
        !taken) {
      return failure(taken.error());
    }
  }
  given.others = app.remaining();
  return given;
}

} // namespace leakgate
