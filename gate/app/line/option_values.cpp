#include "gate/app/line/option_values.hpp"

#include "gate/app/line/command_table.hpp"
#include "gate/base/duration.hpp"
#include "gate/base/number.hpp"
#include "gate/base/text.hpp"
#include "reporters/reporter.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>

namespace leakgate::option_values {

namespace {

constexpr std::string_view k_chats[] = {"slack", "teams", "mattermost", "wecom", "lark"};

Result<void>
take_results(std::string_view command, std::vector<std::string>& results, const Words& words)
{
  if (words.empty()) {
    return failure(fmt::format("{}: expected RESULT.json, got nothing (write it with leakgate test "
                               "--report json=PATH)",
                               command));
  }
  results = words;
  return {};
}

} // namespace

ReportingOptions&
reporting(CommandLine& line)
{
  if (line.command == CommandLine::Command::report) {
    return line.report;
  }
  return line.test;
}

// NAME=PATH, or NAME alone for a report that goes to a place of its own.
Result<void>
add_report(ReportingOptions& options, const std::string& text)
{
  const std::size_t equals = std::min(text.find('='), text.size());
  ReportRequest request{text.substr(0, equals),
                        equals < text.size() ? text.substr(equals + 1) : std::string()};
  const auto known = find_reporter(request.name);
  if (!known) {
    return failure(known.error());
  }
  if (request.name == "webhook") {
    const std::vector<std::string> chats(std::begin(k_chats), std::end(k_chats));
    if (std::ranges::find(chats, request.path) == chats.end()) {
      return failure(fmt::format("--report: expected webhook={}, got {} (the address stands in "
                                 "LEAKGATE_WEBHOOK_URL)",
                                 text::alternatives(chats), text::quoted(text)));
    }
    options.reports.push_back(std::move(request));
    return {};
  }
  if ((*known)->target == Target::server && equals < text.size()) {
    return failure(fmt::format("--report: {} goes to a server and takes no file, got {}",
                               request.name, text::quoted(text)));
  }
  const bool needs_path = (*known)->target == Target::file;
  if (request.path.empty() && (needs_path || equals < text.size())) {
    return failure(fmt::format("--report: expected NAME=PATH, got {} (say where: {}=FILE)",
                               text::quoted(text), request.name));
  }
  for (const ReportRequest& other : options.reports) {
    if (needs_path && request.path != "-" && request.path == other.path) {
      return failure(fmt::format("--report: expected a file for each report, got {} for {} and {}",
                                 text::quoted(request.path), other.name, request.name));
    }
  }
  options.reports.push_back(std::move(request));
  return {};
}

Result<void>
set_loudness(ReportingOptions& options, Loudness loudness)
{
  if (options.loudness != Loudness::normal && options.loudness != loudness) {
    return failure("--quiet and --verbose: choose one");
  }
  options.loudness = loudness;
  return {};
}

Result<void>
set_settle(TestOptions& options, const std::string& text)
{
  const auto settle = parse_duration(text);
  if (!settle) {
    return failure(fmt::format("--settle: expected a duration up to 1h, got {} (for example 500ms "
                               "or 2s)",
                               text::quoted(text)));
  }
  options.probe.settle = *settle;
  options.settle_given = true;
  return {};
}

Result<void>
set_confirm(TestOptions& options, const std::string& text)
{
  constexpr int k_most_rounds = 20;
  const int rounds = whole_number<int>(text).value_or(0);
  if (text != k_off && (rounds < 2 || rounds > k_most_rounds)) {
    return failure(
        fmt::format("--confirm: expected 2 to 20 rounds, or off, got {}", text::quoted(text)));
  }
  options.confirm_rounds = rounds;
  options.confirm_given = true;
  return {};
}

// GitLab reads `[[ATTACHMENT|path]]` and knows no escape.
Result<void>
add_attachment(ReportOptions& options, const std::string& path)
{
  if (path.empty() || path.find_first_of("[]|\r\n") != std::string::npos) {
    return failure(fmt::format("--attach: expected a path without [, ] and |, got {} (CI systems "
                               "read it as [[ATTACHMENT|path]])",
                               text::quoted(path)));
  }
  options.attachments.push_back(path);
  return {};
}

// It becomes a line of YAML, so it is held to what a name of an action can be.
Result<void>
set_action(InitOptions& options, const std::string& text)
{
  constexpr std::string_view k_letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./@";
  if (text.find('/') == std::string::npos || text.find('@') == std::string::npos ||
      text.find_first_not_of(k_letters) != std::string::npos) {
    return failure(fmt::format("--ci: expected OWNER/leakgate@TAG, got {}", text::quoted(text)));
  }
  options.action = text;
  return {};
}

Result<void>
take_test_words(CommandLine& line, const Words& words)
{
  auto arguments = parse_go_test_arguments(words);
  if (!arguments) {
    return failure(arguments.error());
  }
  line.test.go = std::move(*arguments);
  return {};
}

Result<void>
take_run_words(CommandLine& line, const Words& words)
{
  if (words.empty()) {
    return failure("run: expected a command behind --, got nothing (for example leakgate run -- "
                   "make test)");
  }
  line.run.command = words;
  return {};
}

Result<void>
take_report_words(CommandLine& line, const Words& words)
{
  return take_results("report", line.report.results, words);
}

Result<void>
take_baseline_words(CommandLine& line, const Words& words)
{
  return take_results("baseline", line.baseline.results, words);
}

Result<void>
take_explain_words(CommandLine& line, const Words& words)
{
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
  return {};
}

Result<void>
take_init_words(CommandLine&, const Words& words)
{
  if (!words.empty()) {
    return failure(fmt::format("init: expected nothing more, got {} (it writes .leakgate.yml here)",
                               text::quoted(words.front())));
  }
  return {};
}

Result<void>
take_no_words(CommandLine& line, const Words& words)
{
  const auto row = std::ranges::find(command_table(), line.command, &CommandRow::command);
  if (!words.empty()) {
    return failure(fmt::format("{}: expected nothing more, got {} (see leakgate {} --help)",
                               row->name, text::quoted(words.front()), row->name));
  }
  return {};
}

Result<void>
take_completion_words(CommandLine& line, const Words& words)
{
  const auto row = std::ranges::find(command_table(), line.command, &CommandRow::command);
  const std::vector<std::string> shells(row->words.begin(), row->words.end());
  if (words.size() != 1 || std::ranges::find(shells, words.front()) == shells.end()) {
    return failure(fmt::format("completion: expected {}, got {} (see leakgate completion --help)",
                               text::alternatives(shells),
                               words.empty() ? "nothing" : text::quoted(text::join(words, " "))));
  }
  line.shell = words.front();
  return {};
}

Result<void>
take_help_words(CommandLine& line, const Words& words)
{
  if (words.size() > 1) {
    return failure(
        fmt::format("help: expected one command, got {}", text::quoted(text::join(words, " "))));
  }
  if (line.man && !words.empty()) {
    return failure(fmt::format("help --man: expected nothing more, got {} (the manual page has all "
                               "commands)",
                               text::quoted(words.front())));
  }
  line.topic = words.empty() ? "" : words.front();
  return {};
}

} // namespace leakgate::option_values
