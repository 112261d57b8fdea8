#include "gate/app/line/command_line.hpp"

#include "gate/base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace leakgate {

namespace {

using Words = std::vector<std::string>;

bool
asks_for_help(const std::string& word)
{
  return word == "--help" || word == "-help" || word == "-h";
}

std::string
option_name(const std::string& word)
{
  return word.substr(0, word.find('='));
}

Words
option_names(const CommandRow& command)
{
  Words names;
  std::ranges::transform(command.options, std::back_inserter(names),
                         [](const OptionRow* option) { return std::string(option->name); });
  return names;
}

// Null for what is no option of the command.
const OptionRow*
own_option(const CommandRow& command, const std::string& word)
{
  const auto found = std::ranges::find(command.options, option_name(word), &OptionRow::name);
  return found == command.options.end() ? nullptr : *found;
}

Result<void>
refuse_slip(const CommandRow& command, const std::string& word)
{
  if (find_go_flag(option_name(word).substr(2)) != nullptr) {
    return {};
  }
  const std::string near = text::nearest(option_name(word), option_names(command));
  return failure(fmt::format(
      "{}: unknown option{} (leakgate {} --help lists them; flags for the test binary go behind "
      "-args)",
      word, near.empty() ? "" : fmt::format(", did you mean \"{}\"?", near), command.name));
}

// `-settle` may be a flag of the test binaries, so it is handed on; whoever meant ours is told when
// go test has refused it.
std::string
meant_with_two(const CommandRow& command, const std::string& word)
{
  const OptionRow* option = word.starts_with("--") || !word.starts_with('-') ||
                                    find_go_flag(go_flag_name(word)) != nullptr
                                ? nullptr
                                : own_option(command, "-" + word);
  return option == nullptr
             ? ""
             : fmt::format("{}: went to go test, as it has one dash (leakgate's own option is {})",
                           option_name(word), option->name);
}

// The words of a command with flags of `go test`: leakgate's are options with two dashes that it
// knows, the go command's all others.
struct Divided
{
  Words ours;
  Words go;
  bool help = false;
  std::string one_dash; ///< CommandLine::one_dash
};

Result<Divided>
divide(const CommandRow& command, const Words& words)
{
  Divided out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool behind = word == "--";
    if (behind || word == "-args" || word == "--args") {
      out.go.insert(out.go.end(), words.begin() + static_cast<std::ptrdiff_t>(i + (behind ? 1 : 0)),
                    words.end());
      return out;
    }
    const bool has_value = word.find('=') != std::string::npos;
    const OptionRow* option = own_option(command, word);
    out.help = out.help || asks_for_help(word);
    if (option == nullptr && word.starts_with("--") && !out.help) {
      if (auto known = refuse_slip(command, word); !known) {
        return failure(known.error());
      }
    }
    if (out.one_dash.empty()) {
      out.one_dash = meant_with_two(command, word);
    }
    const bool takes_next = option != nullptr
                                ? !option->value.empty()
                                : word.starts_with('-') && go_flag_takes_value(go_flag_name(word));
    Words& side = option != nullptr ? out.ours : out.go;
    side.push_back(word);
    if (takes_next && !has_value && i + 1 < words.size()) {
      side.push_back(words[++i]);
    }
  }
  return out;
}

// What the words of a command that has options hold besides operands.
Result<void>
refuse_unknown(const CommandRow& command, const Words& words)
{
  const Words names = option_names(command);
  for (const std::string& word : words) {
    if (word.starts_with('-') && !names.empty()) {
      return failure(fmt::format("{}: unknown option {}{}", command.name, text::quoted(word),
                                 text::meant_in_brackets(option_name(word), names,
                                                         "it knows " + text::join(names, ", "))));
    }
  }
  return {};
}

Result<void>
fill(CommandLine& line, const GivenOption& given)
{
  const OptionRow& option = *given.option;
  const Words words(option.words.begin(), option.words.end());
  if (option.takes == Takes::choice && std::ranges::find(words, given.value) == words.end()) {
    return failure(fmt::format("{}: expected {}, got {}", option.name, text::alternatives(words),
                               text::quoted(given.value)));
  }
  return option.fill == nullptr ? Result<void>() : option.fill(line, given.value);
}

// Options and operands of all commands but `test`: behind `--` there are no options.
struct OwnWords
{
  Words before;
  Words behind;
};

OwnWords
own_words(const Words& words)
{
  const auto mark = std::ranges::find(words, "--");
  return {{words.begin(), mark}, {mark == words.end() ? mark : mark + 1, words.end()}};
}

Result<void>
refuse_operands(const CommandLine& line)
{
  if (line.operands.empty()) {
    return {};
  }
  return failure(fmt::format("{}: expected nothing more, got {} (see leakgate {} --help)",
                             line.command->name, text::quoted(line.operands.front()),
                             line.command->name));
}

Result<CommandLine>
read_line(const CommandRow& command, const Words& words, Words operands)
{
  CommandLine line;
  line.command = &command;
  auto given = read_given_options(command, words);
  if (!given) {
    return failure(given.error());
  }
  if (auto known = refuse_unknown(command, given->others); !known) {
    return failure(known.error());
  }
  for (const GivenOption& option : given->options) {
    if (auto filled = fill(line, option); !filled) {
      return failure(filled.error());
    }
  }
  line.given = std::move(given->options);
  operands.insert(operands.begin(), given->others.begin(), given->others.end());
  line.operands = std::move(operands);
  if (auto taken = command.take == nullptr ? refuse_operands(line) : command.take(line); !taken) {
    return failure(taken.error());
  }
  return line;
}

// What `leakgate help COMMAND` is; of `help` itself `leakgate help`.
Result<CommandLine>
help_of(CommandTable table, const CommandRow& command)
{
  return find_command(table, "help").and_then([&](const CommandRow* help) {
    return read_line(*help, {}, help == &command ? Words() : Words{std::string(command.name)});
  });
}

} // namespace

bool
CommandLine::has(const OptionRow& option) const
{
  return std::ranges::find(given, &option, &GivenOption::option) != given.end();
}

std::string
CommandLine::value_of(const OptionRow& option) const
{
  const std::vector<std::string> values = values_of(option);
  return values.empty() ? "" : values.back();
}

std::vector<std::string>
CommandLine::values_of(const OptionRow& option) const
{
  std::vector<std::string> values;
  for (const GivenOption& each : given) {
    if (each.option == &option) {
      values.push_back(each.value);
    }
  }
  return values;
}

std::vector<std::string>
command_names(CommandTable table)
{
  std::vector<std::string> names;
  std::ranges::transform(table, std::back_inserter(names),
                         [](const CommandRow* command) { return std::string(command->name); });
  return names;
}

Result<const CommandRow*>
find_command(CommandTable table, const std::string& name)
{
  constexpr std::pair<std::string_view, std::string_view> k_aliases[] = {
      {"--version", "version"}, {"--help", "help"}, {"-help", "help"}, {"-h", "help"}};
  const auto* const alias =
      std::ranges::find(k_aliases, name, &std::pair<std::string_view, std::string_view>::first);
  const std::string_view meant = alias == std::end(k_aliases) ? name : alias->second;
  const auto row = std::ranges::find(table, meant, &CommandRow::name);
  if (row != table.end()) {
    return *row;
  }
  Words names = command_names(table);
  names.insert(names.end(), {"--help", "--version"});
  return failure(fmt::format("unknown command {}{}", text::quoted(name),
                             text::meant(name, names, "leakgate --help lists them")));
}

Result<CommandLine>
parse_command_line(CommandTable table, const std::vector<std::string>& words)
{
  if (words.empty()) {
    return failure("expected a command, got none (leakgate --help lists them)");
  }
  const auto found = find_command(table, words.front());
  if (!found) {
    return failure(found.error());
  }
  const CommandRow& command = **found;
  const Words rest(words.begin() + 1, words.end());
  if (command.go_flags) {
    const auto divided = divide(command, rest);
    if (!divided) {
      return failure(divided.error());
    }
    if (divided->help) {
      return help_of(table, command);
    }
    auto line = read_line(command, divided->ours, divided->go);
    if (line) {
      line->one_dash = divided->one_dash;
    }
    return line;
  }
  const OwnWords own = own_words(rest);
  return std::ranges::any_of(own.before, asks_for_help)
             ? help_of(table, command)
             : read_line(command, own.before, own.behind);
}

} // namespace leakgate
