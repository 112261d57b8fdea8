#include "tests/unit/app/line/options_page.hpp"

#include "gate/app/commands/commands.hpp"
#include "gate/app/line/printed_pages.hpp"

#include <fmt/format.h>

namespace leakgate::test {

namespace {

std::string
code(std::string_view words)
{
  return fmt::format("`{}`", words);
}

std::string
item(const OptionRow& option)
{
  std::string out = fmt::format("- **{}**: {}", code(option_heading(option)), option.help);
  out += option.takes == Takes::report ? " these: [reports.md](reports.md)." : ".";
  if (!option.fallback.empty()) {
    const bool words = option.fallback.find(' ') != std::string_view::npos;
    out +=
        fmt::format(" Default: {}.", words ? std::string(option.fallback) : code(option.fallback));
  }
  if (!option.environment.empty()) {
    out += fmt::format(" From: {}.", code(option.environment));
  }
  if (!option.key.empty()) {
    out += fmt::format(
        " In `.leakgate.yml`: {}{}.", code(option.key),
        option.checkout == Checkout::inside_its_folder ? ", for files in its folder only" : "");
  }
  return out + "\n";
}

std::string
section(const CommandRow& command)
{
  std::string out = fmt::format("\n## leakgate {}\n\n", command.name);
  for (const CommandForm& form : command.forms) {
    out += fmt::format("- {}: {}\n",
                       code(fmt::format("leakgate {}{}{}", command.name,
                                        form.operands.empty() ? "" : " ", form.operands)),
                       form.does);
  }
  out += command.more.empty() ? "" : fmt::format("\n{}\n", command.more);
  std::string options;
  for (const OptionRow* option : command.options) {
    options += item(*option);
  }
  return out + (options.empty() ? "" : "\n" + options);
}

} // namespace

std::string
options_page()
{
  std::string out =
      "# Options\n\nWhat `leakgate COMMAND --help` says, for all commands; a test writes this page "
      "from the same table.\n`leakgate completion bash|zsh|fish` and `leakgate help --man` print "
      "what shells and `man` take.\n\nAn option beats the file, the file beats the default. What "
      "has no key in `.leakgate.yml` cannot be set\nthere: the file comes with the checkout, see "
      "[configuration.md](configuration.md).\n";
  for (const CommandRow* command : k_commands) {
    out += section(*command);
  }
  out += "\n## Environment\n\n";
  for (const VariableRow& variable : variable_table()) {
    out += fmt::format("- {}: {}\n", code(variable.name), variable.help);
  }
  return out;
}

} // namespace leakgate::test
