#include "gate/app/line/exit_code.hpp"
#include "gate/app/line/printed_pages.hpp"
#include "gate/base/utf8.hpp"
#include "reporters/reporter.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace leakgate {

namespace {

constexpr VariableRow k_variables[] = {
    {"LEAKGATE_GITHUB_TOKEN", "the token for what is posted to GitHub; else GITHUB_TOKEN. It is "
                              "taken out of the environment of the tests."},
    {"LEAKGATE_GITLAB_TOKEN", "the same for GitLab; else GITLAB_TOKEN."},
    {"LEAKGATE_WEBHOOK_URL", "the address that --report webhook=NAME posts to. It is taken out of "
                             "the environment of the tests and never shown."},
    {"NO_COLOR", "when set, nothing is printed in colour."},
    {"TMPDIR", "where temporary files go; else /tmp."},
    {"SSL_CERT_FILE",
     "the certificates that servers are checked by; CURL_CA_BUNDLE and SSL_CERT_DIR "
     "likewise."},
};

// The number of the character that `text` begins with; it is valid UTF-8.
std::uint32_t
first_character(std::string_view text, std::size_t length)
{
  std::uint32_t number = static_cast<unsigned char>(text[0]) & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    number = number << 6U | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  return number;
}

// Text as roff takes it. A line that begins with a dot or a quote would be a command, a dash that
// is not escaped a hyphen, which nobody can copy.
std::string
roff(std::string_view text)
{
  std::string out = text.starts_with('.') || text.starts_with('\'') ? "\\&" : "";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = std::max<std::size_t>(utf8::character_length(text.substr(at)), 1);
    const char c = text[at];
    if (length > 1) {
      out += fmt::format("\\[u{:04X}]", first_character(text.substr(at), length));
    } else if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
    at += length;
  }
  return out;
}

std::string
section(std::string_view title)
{
  return fmt::format(".SH {}\n", title);
}

// A term in bold with what it means, indented.
std::string
item(std::string_view term, std::string_view meaning)
{
  return fmt::format(".TP\n\\fB{}\\fR\n{}\n", roff(term), roff(meaning));
}

std::string
meaning_of(const OptionRow& option)
{
  std::string out(option.help);
  if (option.takes == Takes::report) {
    for (const Reporter& reporter : reporters()) {
      out += fmt::format("{} {} ({})", &reporter == reporters().data() ? "" : ";", reporter.name,
                         reporter.description);
    }
  }
  out += option.fallback.empty() ? "." : fmt::format(". Default: {}.", option.fallback);
  out += option.environment.empty() ? "" : fmt::format(" From: {}.", option.environment);
  out += option.key.empty() ? "" : fmt::format(" In .leakgate.yml: {}", option.key);
  out += option.checkout == Checkout::inside_its_folder ? ", for files in its folder only" : "";
  return out + (option.key.empty() ? "" : ".");
}

std::string
command_section(const CommandRow& command)
{
  std::string out;
  for (const CommandForm& form : command.forms) {
    out += item(fmt::format("leakgate {} {}", command.name, form.operands),
                fmt::format("{}.", form.does));
  }
  std::string options;
  for (const OptionRow* option : command.options) {
    options += item(option_heading(*option), meaning_of(*option));
  }
  out += options.empty() ? "" : ".RS\n" + options + ".RE\n";
  return out + (command.more.empty() ? "" : fmt::format(".IP\n{}\n", roff(command.more)));
}

} // namespace

std::string
man_page(CommandTable table)
{
  std::string out = ".TH LEAKGATE 1 \"\" \"leakgate " LEAKGATE_VERSION "\" \"User Commands\"\n";
  out += section("NAME") + "leakgate \\- gate a Go test suite on goroutine leaks\n";
  out += section("SYNOPSIS");
  for (const CommandRow* command : table) {
    for (const CommandForm& form : command->forms) {
      out += fmt::format("{}\\fBleakgate {}\\fR {}\n", out.ends_with("SYNOPSIS\n") ? "" : ".br\n",
                         command->name, roff(form.operands));
    }
  }
  out +=
      section("DESCRIPTION") +
      "Runs a Go test suite, with no edit to it, and fails when tests leave goroutines behind. "
      "It names\nthe test that did it, the go statement that started the goroutine, and the line "
      "it is stuck on.\n";
  out += section("COMMANDS");
  for (const CommandRow* command : table) {
    out += command_section(*command);
  }
  out += section("EXIT STATUS");
  for (const ExitCodeRow& row : exit_code_table()) {
    out += item(std::to_string(static_cast<int>(row.code)), fmt::format("{}.", row.meaning));
  }
  out += section("ENVIRONMENT");
  for (const VariableRow& variable : variable_table()) {
    out += item(variable.name, variable.help);
  }
  out +=
      section("FILES") +
      item(".leakgate.yml", "the configuration, looked for upward as far as the repository goes; "
                            "`leakgate init` writes one with every key explained.") +
      item(".leakgate-baseline.json", "the leaks that were accepted, looked for likewise.");
  return out + section("SEE ALSO") + "\\fBgo\\fR(1)\n";
}

std::span<const VariableRow>
variable_table()
{
  return k_variables;
}

} // namespace leakgate
