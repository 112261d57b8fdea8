#include "gate/app/line/printed_pages.hpp"
#include "gate/base/text.hpp"
#include "reporters/reporter.hpp"

#include <fmt/format.h>

#include <vector>

namespace leakgate {

namespace {

using Words = std::vector<std::string>;

// `json=` where a file is needed, `github` where none is.
Words
report_words()
{
  Words words;
  for (const Reporter& reporter : reporters()) {
    words.push_back(std::string(reporter.name) + (reporter.target == Target::file ? "=" : ""));
  }
  return words;
}

Words
value_words(const OptionRow& option)
{
  return option.takes == Takes::report ? report_words()
                                       : Words(option.words.begin(), option.words.end());
}

Words
operand_words(CommandTable table, const CommandRow& command)
{
  return command.takes == Takes::command ? command_names(table)
                                         : Words(command.words.begin(), command.words.end());
}

// Options of leakgate, and behind `test` the flags of go test that can be gated.
Words
option_words(const CommandRow& command)
{
  Words words;
  for (const OptionRow* option : command.options) {
    words.emplace_back(option->name);
    if (!option->letter.empty()) {
      words.emplace_back(option->letter);
    }
  }
  words.emplace_back("--help");
  for (const GoFlag& flag : go_flags()) {
    if (command.go_flags && flag.refused.empty()) {
      words.push_back("-" + std::string(flag.name));
    }
  }
  return words;
}

// --- bash ---------------------------------------------------------------------

constexpr std::string_view k_bash_head =
    R"(# bash completion for leakgate, from `leakgate completion bash`

_leakgate()
{
  local cur=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
  local words= files= operands=
  # bash takes --name=value apart.
  if [[ $cur == = ]]; then
    cur=
  elif [[ $option == = ]]; then
    option=${COMP_WORDS[COMP_CWORD-2]}
  fi
  COMPREPLY=()
)";

constexpr std::string_view k_bash_tail = R"(
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  if [[ $files ]]; then
    compopt -o filenames 2>/dev/null
    local file
    while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$cur")
  fi
  if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]]; then
    compopt -o nospace 2>/dev/null
  fi
}

complete -F _leakgate leakgate
)";

std::string
bash_case(std::string_view pattern, const Words& words, bool files)
{
  return fmt::format("    {}) words='{}' files={} ;;\n", pattern, fmt::join(words, " "),
                     files ? "yes" : "");
}

// The values of options, found by `COMMAND:OPTION`; behind a report's `=` stands a file.
std::string
bash_values(const CommandRow& command)
{
  std::string out;
  for (const OptionRow* option : command.options) {
    if (option->value.empty()) {
      continue;
    }
    std::string pattern = fmt::format("{}:{}", command.name, option->name);
    if (!option->letter.empty()) {
      pattern += fmt::format("|{}:{}", command.name, option->letter);
    }
    out += bash_case(pattern, value_words(*option), option->takes == Takes::file);
    if (option->takes == Takes::report) {
      for (const Reporter& reporter : reporters()) {
        out += bash_case(fmt::format("{}:{}", command.name, reporter.name), {}, true);
      }
    }
  }
  return out;
}

std::string
bash_script(CommandTable table)
{
  std::string values;
  std::string others;
  for (const CommandRow* row : table) {
    const CommandRow& command = *row;
    values += bash_values(command);
    others += bash_case(fmt::format("{}:-*", command.name), option_words(command), false);
    others += bash_case(fmt::format("{}:*", command.name), operand_words(table, command),
                        command.takes == Takes::file);
  }
  return fmt::format("{}  if ((COMP_CWORD == 1)); then\n    words='{}'\n  else\n"
                     "    case $command:$option in\n{}    *) case $command:$cur in\n{}    esac ;;\n"
                     "    esac\n  fi\n{}",
                     k_bash_head, fmt::join(command_names(table), " "), values, others,
                     k_bash_tail.substr(1));
}

// --- zsh ----------------------------------------------------------------------

// `text` as one word of zsh or fish.
std::string
single_quoted(std::string_view text)
{
  std::string out = "'";
  for (const char c : text) {
    out += c == '\'' ? "'\\''" : std::string(1, c);
  }
  return out + "'";
}

std::string
zsh_action(Takes takes, const Words& words)
{
  const std::string list = fmt::format("{}", fmt::join(words, " "));
  return takes == Takes::report ? "_leakgate_reports"
         : takes != Takes::file ? fmt::format("({})", list)
         : words.empty()        ? "_files"
                                : "_leakgate_or_file " + list;
}

std::string
zsh_option(const OptionRow& option, std::string_view name)
{
  const bool repeats = option.help.find("may be repeated") != std::string_view::npos;
  std::string spec = fmt::format("{}{}{}[{}]", repeats ? "*" : "", name,
                                 option.value.empty()     ? ""
                                 : name.starts_with("--") ? "="
                                                          : "",
                                 option.help.substr(0, option.help.find(';')));
  std::string out = single_quoted(spec);
  if (!option.value.empty()) {
    out.pop_back();
    out += fmt::format(":{}:", text::lower(option.name.substr(2)));
    out += single_quoted(zsh_action(option.takes, value_words(option))).substr(1);
  }
  return out;
}

std::string
zsh_command(CommandTable table, const CommandRow& command)
{
  std::string out = fmt::format("    {}) _arguments -S", command.name);
  for (const OptionRow* option : command.options) {
    out += " \\\n      " + zsh_option(*option, option->name);
    if (!option->letter.empty()) {
      out += " \\\n      " + zsh_option(*option, option->letter);
    }
  }
  if (command.go_flags) {
    for (const GoFlag& flag : go_flags()) {
      if (flag.refused.empty()) {
        out += fmt::format(" \\\n      '-{}{}[a flag of go test]{}'", flag.name,
                           flag.takes_value ? "=" : "", flag.takes_value ? ":value:" : "");
      }
    }
  }
  out += " \\\n      '--help[print the help]'";
  const Words operands = operand_words(table, command);
  if (command.takes == Takes::file || !operands.empty()) {
    out += " \\\n      " + single_quoted("*:word:" + zsh_action(command.takes, operands));
  }
  return out + " ;;\n";
}

std::string
zsh_script(CommandTable table)
{
  std::string commands;
  std::string cases;
  for (const CommandRow* row : table) {
    const CommandRow& command = *row;
    commands += fmt::format(
        "    {}\n", single_quoted(fmt::format("{}:{}", command.name, command.forms.front().does)));
    cases += zsh_command(table, command);
  }
  return fmt::format(R"(#compdef leakgate
# zsh completion for leakgate, from `leakgate completion zsh`

_leakgate_reports()
{{
  if compset -P '*='; then
    _files
  else
    compadd -S '' -- {}
  fi
}}

_leakgate_or_file()
{{
  compadd -- "$@"
  _files
}}

_leakgate()
{{
  local -a commands=(
{}  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
{}  esac
}}

if [ "$funcstack[1]" = _leakgate ]; then
  _leakgate "$@"
else
  compdef _leakgate leakgate
fi
)",
                     fmt::join(report_words(), " "), commands, cases);
}

// --- fish ---------------------------------------------------------------------

std::string
fish_option(const CommandRow& command, const OptionRow& option)
{
  std::string out = fmt::format("complete -c leakgate -n '__fish_seen_subcommand_from {}' -l {}",
                                command.name, option.name.substr(2));
  out += option.letter.empty() ? "" : fmt::format(" -s {}", option.letter.substr(1));
  out += option.value.empty() ? "" : " -r";
  const Words words = value_words(option);
  out += words.empty() ? "" : fmt::format(" -a '{}'", fmt::join(words, " "));
  out += option.takes == Takes::file ? " -F" : "";
  return out + fmt::format(" -d {}\n", single_quoted(option.help.substr(0, option.help.find(';'))));
}

std::string
fish_command(CommandTable table, const CommandRow& command)
{
  std::string out = fmt::format("\ncomplete -c leakgate -n __fish_use_subcommand -a {} -d {}\n",
                                command.name, single_quoted(command.forms.front().does));
  for (const OptionRow* option : command.options) {
    out += fish_option(command, *option);
  }
  const std::string here =
      fmt::format("complete -c leakgate -n '__fish_seen_subcommand_from {}'", command.name);
  if (command.go_flags) {
    for (const GoFlag& flag : go_flags()) {
      if (flag.refused.empty()) {
        out += fmt::format("{} -o {}{} -d 'a flag of go test'\n", here, flag.name,
                           flag.takes_value ? " -r" : "");
      }
    }
  }
  const Words operands = operand_words(table, command);
  out += operands.empty() ? "" : fmt::format("{} -a '{}'\n", here, fmt::join(operands, " "));
  return out + (command.takes == Takes::file ? here + " -F\n" : "");
}

std::string
fish_script(CommandTable table)
{
  std::string out = "# fish completion for leakgate, from `leakgate completion fish`\n\n"
                    "complete -c leakgate -f\n";
  for (const CommandRow* row : table) {
    const CommandRow& command = *row;
    out += fish_command(table, command);
  }
  return out;
}

} // namespace

std::string
completion_script(CommandTable table, std::string_view shell)
{
  return shell == "bash"  ? bash_script(table)
         : shell == "zsh" ? zsh_script(table)
                          : fish_script(table);
}

} // namespace leakgate
