#include "gate/app/line/options.hpp"

#include "gate/app/line/report_options.hpp"
#include "gate/app/line/suite_options.hpp"
#include "gate/base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>

namespace leakgate {

namespace {

constexpr std::string_view k_overview =
    R"(leakgate gates a Go test suite on goroutine leaks, with no edit to the suite.

usage:
  leakgate test [options] [packages] [go test flags]   run the suite, judge it, report
  leakgate report RESULT.json… --report NAME[=PATH]…   make reports later, in another job; several
                                                       results of one run are merged
  leakgate baseline [--prune] [-o FILE] RESULT.json…   accept the leaks of today: only new or
                                                       grown ones fail from then on
  leakgate explain RESULT.json [FINGERPRINT]           why each goroutine was called a leak or not
  leakgate explain RULE | rules                        what a rule means and how to fix it
  leakgate init                                        write a commented .leakgate.yml
  leakgate version                                     print the version

"leakgate test --help" and "leakgate report --help" list the options. Exit codes: 0 pass,
1 leaks, 2 usage or configuration (nothing was run), 3 no verdict, 4 go test itself failed,
130 interrupted.
)";

using Words = std::vector<std::string>;

Result<CommandLine>
parse_explain(const Words& words)
{
  CommandLine line;
  line.command = CommandLine::Command::explain;
  if (words.size() > 1 && words[0] == "rules") {
    return failure(fmt::format("explain rules: expected nothing more, got {} (it lists all rules; "
                               "leakgate explain RULE explains one)",
                               text::quoted(words[1])));
  }
  if (words.empty() || words.size() > 2) {
    return failure(fmt::format("explain: expected RESULT.json [FINGERPRINT] or a rule, got {} "
                               "(write the result with --report json=PATH)",
                               text::counted(static_cast<long long>(words.size()), "word")));
  }
  line.explain = {words[0], words.size() > 1 ? words[1] : ""};
  return line;
}

Result<CommandLine>
parse_baseline_words(const Words& words)
{
  CommandLine line;
  line.command = CommandLine::Command::baseline;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--prune") {
      line.baseline.prune = true;
    } else if (word == "-o" || word == "--output") {
      if (++i == words.size()) {
        return failure(word + ": expected a file, got nothing (for example -o leaks.json)");
      }
      line.baseline.output = words[i];
    } else if (word.starts_with('-')) {
      return failure(fmt::format("baseline: unknown option {} (it knows --prune and -o FILE)",
                                 text::quoted(word)));
    } else {
      line.baseline.results.push_back(word);
    }
  }
  if (line.baseline.results.empty()) {
    return failure("baseline: expected RESULT.json, got nothing (write it with leakgate test "
                   "--report json=PATH)");
  }
  return line;
}

Result<CommandLine>
parse_init(const Words& words)
{
  CommandLine line;
  line.command = CommandLine::Command::init;
  if (!words.empty()) {
    return failure(fmt::format("init: expected nothing more, got {} (it writes .leakgate.yml here)",
                               text::quoted(words.front())));
  }
  return line;
}

Result<CommandLine>
parse_version(const Words&)
{
  CommandLine line;
  line.command = CommandLine::Command::version;
  return line;
}

Result<CommandLine>
parse_help(const Words&)
{
  CommandLine line;
  line.help = k_overview;
  return line;
}

// The overview has all there is to say about every command but `test` and `report`.
bool
asks_for_help(const Words& words)
{
  return std::ranges::any_of(words, [](const std::string& word) {
    return word == "--help" || word == "-help" || word == "-h";
  });
}

struct CommandRow
{
  std::string_view name;
  Result<CommandLine> (*parse)(const Words& words);
};

constexpr CommandRow k_commands[] = {
    {"test", parse_test_options}, {"baseline", parse_baseline_words},
    {"explain", parse_explain},   {"report", parse_report_options},
    {"init", parse_init},         {"version", parse_version},
    {"help", parse_help},         {"--version", parse_version},
    {"--help", parse_help},       {"-h", parse_help},
};

} // namespace

Result<CommandLine>
parse_command_line(const std::vector<std::string>& words)
{
  if (words.empty()) {
    return failure("expected a command, got none (leakgate --help lists them)");
  }
  const std::string& command = words.front();
  const auto* const row = std::ranges::find(k_commands, command, &CommandRow::name);
  if (row != std::end(k_commands)) {
    if (row->parse != parse_test_options && asks_for_help(words)) {
      auto help = parse_help({});
      help->help = row->parse == parse_report_options ? report_help() : help->help;
      return help;
    }
    return row->parse({words.begin() + 1, words.end()});
  }
  Words names;
  for (const CommandRow& known : k_commands) {
    names.emplace_back(known.name);
  }
  const std::string near = text::nearest(command, names);
  return failure(fmt::format("unknown command {}{}", text::quoted(command),
                             near.empty() ? " (leakgate --help lists them)"
                                          : fmt::format(", did you mean \"{}\"?", near)));
}

} // namespace leakgate
