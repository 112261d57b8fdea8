#include "gate/app/line/exit_code.hpp"
#include "gate/app/line/printed_pages.hpp"
#include "reporters/reporter.hpp"
#include "reporters/text/terminal.hpp"

#include <fmt/format.h>

namespace leakgate {

namespace {

constexpr std::size_t k_width = 100;
constexpr std::size_t k_form_column = 55;

// `left` in a column of its own, and beside it the lines, wrapped; those of a list hang.
std::string
columns(const std::string& left, std::size_t column, const std::vector<std::string>& lines)
{
  std::string out = terminal::pad_right(left, column);
  bool fits = terminal::pad_right(left, column - 1) != left;
  for (const std::string& line : lines) {
    const std::size_t hang = line.starts_with(' ') ? 4 : 0;
    for (const std::string& piece : terminal::wrap(line, k_width - column, hang)) {
      out += fits ? "" : "\n" + std::string(column, ' ');
      out += piece;
      fits = false;
    }
  }
  return out + "\n";
}

std::vector<std::string>
lines_of(const OptionRow& option)
{
  std::vector<std::string> lines = {std::string(option.help)};
  if (!option.fallback.empty()) {
    lines.back() += fmt::format(" [{}]", option.fallback);
  }
  if (option.takes == Takes::report) {
    for (const Reporter& reporter : reporters()) {
      lines.push_back(fmt::format("  {} ({})", reporter.name, reporter.description));
    }
  }
  return lines;
}

std::string
usage(const CommandRow& command, const CommandForm& form)
{
  return fmt::format("leakgate {}{}{}", command.name, form.operands.empty() ? "" : " ",
                     form.operands);
}

std::string
wrapped(std::string_view text)
{
  return fmt::format("{}\n", fmt::join(terminal::wrap(text, k_width), "\n"));
}

} // namespace

std::string
option_heading(const OptionRow& option)
{
  return fmt::format("{}{}{}{}{}", option.letter, option.letter.empty() ? "" : ", ", option.name,
                     option.value.empty() ? "" : " ", option.value);
}

std::string
overview(CommandTable table)
{
  std::string out =
      "leakgate gates a Go test suite on goroutine leaks, with no edit to the suite.\n\nusage:\n";
  for (const CommandRow* command : table) {
    for (const CommandForm& form : command->forms) {
      out += columns("  " + usage(*command, form), k_form_column, {std::string(form.does)});
    }
  }
  std::string codes;
  for (const ExitCodeRow& row : exit_code_table()) {
    codes +=
        fmt::format("{}{} {}", codes.empty() ? "" : ", ", static_cast<int>(row.code), row.brief);
  }
  return out + "\n" +
         wrapped(fmt::format("\"leakgate COMMAND --help\" lists the options of a command. Exit "
                             "codes: {}.",
                             codes));
}

std::string
help_page(const CommandRow& command)
{
  constexpr std::size_t k_column = 30;
  std::string out = "usage:\n";
  for (const CommandForm& form : command.forms) {
    out += columns("  " + usage(command, form), k_form_column, {std::string(form.does)});
  }
  out += "\noptions:\n";
  for (const OptionRow* option : command.options) {
    out += columns("  " + option_heading(*option), k_column, lines_of(*option));
  }
  out += columns("  -h, --help", k_column, {"print this"});
  return out + (command.more.empty() ? "" : "\n" + wrapped(command.more));
}

} // namespace leakgate
