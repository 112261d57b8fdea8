#include "gate/app/line/options.hpp"

#include "gate/app/line/command_table.hpp"
#include "gate/app/line/given_options.hpp"
#include "gate/app/line/printed_pages.hpp"
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
option_names(Command command)
{
  Words names;
  for (const OptionRow& option : option_table()) {
    if (is_of(option, command)) {
      names.emplace_back(option.name);
    }
  }
  return names;
}

// Null for what is no option of `leakgate test`.
const OptionRow*
own_option(const std::string& word)
{
  const auto found = std::ranges::find_if(option_table(), [&](const OptionRow& option) {
    return is_of(option, Command::test) && option_name(word) == option.name;
  });
  return found == option_table().end() ? nullptr : &*found;
}

Result<void>
refuse_slip(const std::string& word)
{
  if (find_go_flag(option_name(word).substr(2)) != nullptr) {
    return {};
  }
  const std::string near = text::nearest(option_name(word), option_names(Command::test));
  return failure(fmt::format(
      "{}: unknown option{} (leakgate test --help lists them; flags for the test binary go behind "
      "-args)",
      word, near.empty() ? "" : fmt::format(", did you mean \"{}\"?", near)));
}

// `-settle` may be a flag of the test binaries, so it is handed on; whoever meant ours is told when
// go test has refused it.
std::string
meant_with_two(const std::string& word)
{
  const OptionRow* option = word.starts_with("--") || !word.starts_with('-') ||
                                    find_go_flag(go_flag_name(word)) != nullptr
                                ? nullptr
                                : own_option("-" + word);
  return option == nullptr
             ? ""
             : fmt::format("{}: went to go test, as it has one dash (leakgate's own option is {})",
                           option_name(word), option->name);
}

// The words of `leakgate test`: leakgate's are options with two dashes that it knows, the go
// command's all others.
struct Divided
{
  Words ours;
  Words go;
  bool help = false;
  std::string one_dash; ///< TestOptions::one_dash
};

Result<Divided>
divide(const Words& words)
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
    const OptionRow* option = own_option(word);
    out.help = out.help || asks_for_help(word);
    if (option == nullptr && word.starts_with("--") && !out.help) {
      if (auto known = refuse_slip(word); !known) {
        return failure(known.error());
      }
    }
    if (out.one_dash.empty()) {
      out.one_dash = meant_with_two(word);
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
  const Words names = option_names(command.command);
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
  // What decides how a suite is judged is told to each `go test` of the command.
  if (line.command == Command::run && !is_of(option, Command::report)) {
    line.run.options.push_back(std::string(option.name) +
                               (option.value.empty() ? "" : "=" + given.value));
  }
  return option.fill(line, given.value);
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

Result<CommandLine>
read_line(const CommandRow& command, const Words& words, Words operands)
{
  CommandLine line;
  line.command = command.command;
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
  operands.insert(operands.begin(), given->others.begin(), given->others.end());
  if (auto taken = command.fill(line, operands); !taken) {
    return failure(taken.error());
  }
  return line;
}

CommandLine
printed(std::string text)
{
  CommandLine line;
  line.print = std::move(text);
  return line;
}

Result<const CommandRow*>
find_command(const std::string& name)
{
  constexpr std::pair<std::string_view, std::string_view> k_aliases[] = {
      {"--version", "version"}, {"--help", "help"}, {"-help", "help"}, {"-h", "help"}};
  const auto* const alias =
      std::ranges::find(k_aliases, name, &std::pair<std::string_view, std::string_view>::first);
  const std::string_view meant = alias == std::end(k_aliases) ? name : alias->second;
  const auto row = std::ranges::find(command_table(), meant, &CommandRow::name);
  if (row != command_table().end()) {
    return &*row;
  }
  Words names = command_names();
  names.insert(names.end(), {"--help", "--version"});
  return failure(fmt::format("unknown command {}{}", text::quoted(name),
                             text::meant(name, names, "leakgate --help lists them")));
}

// The commands that only print.
Result<CommandLine>
with_text(CommandLine line)
{
  if (line.command == Command::completion) {
    line.print = completion_script(line.shell);
  } else if (line.command == Command::help && !line.man && !line.topic.empty()) {
    const auto topic = find_command(line.topic);
    if (!topic) {
      return failure(topic.error());
    }
    line.print = help_page(**topic);
  } else if (line.command == Command::help) {
    line.print = line.man ? man_page() : overview();
  }
  return line;
}

} // namespace

Result<CommandLine>
parse_command_line(const std::vector<std::string>& words)
{
  if (words.empty()) {
    return failure("expected a command, got none (leakgate --help lists them)");
  }
  const auto command = find_command(words.front());
  if (!command) {
    return failure(command.error());
  }
  const Words rest(words.begin() + 1, words.end());
  const bool is_help = (*command)->command == Command::help;
  if ((*command)->command == Command::test) {
    const auto divided = divide(rest);
    if (!divided) {
      return failure(divided.error());
    }
    if (divided->help) {
      return printed(help_page(**command));
    }
    auto line = read_line(**command, divided->ours, divided->go);
    if (line) {
      line->test.one_dash = divided->one_dash;
    }
    return line;
  }
  const OwnWords own = own_words(rest);
  if (std::ranges::any_of(own.before, asks_for_help)) {
    return printed(is_help ? overview() : help_page(**command));
  }
  return read_line(**command, own.before, own.behind).and_then(with_text);
}

} // namespace leakgate
