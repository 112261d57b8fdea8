#include "gate/app/options.hpp"

#include "gate/base/text.hpp"
#include "reporters/reporter.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <system_error>

namespace leakgate {

namespace {

constexpr std::string_view k_overview =
    R"(leakgate gates a Go test suite on goroutine leaks, with no edit to the suite.

usage:
  leakgate test [options] [packages] [go test flags]   run the suite, judge it, report
  leakgate explain RESULT.json [FINGERPRINT]           why a goroutine is called a leak
  leakgate version                                     print the version

"leakgate test --help" lists the options. Exit codes: 0 pass, 1 leaks, 2 usage or
configuration (nothing was run), 3 no verdict, 4 go test itself failed, 130 interrupted.
)";

// Parses `2s`, `500ms`, `1m`: whole numbers with Go's units.
std::optional<std::chrono::milliseconds>
parse_duration(std::string_view text)
{
  long long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  const std::map<std::string_view, long long> units = {{"ms", 1}, {"s", 1000}, {"m", 60000}};
  const auto found = units.find(unit);
  constexpr long long k_longest = 3600'000;
  if (error != std::errc() || found == units.end() || number < 0 || number > k_longest ||
      number * found->second > k_longest) {
    return std::nullopt;
  }
  return std::chrono::milliseconds(number * found->second);
}

// What CLI11 fills; checked and turned into TestOptions afterwards.
struct RawTestOptions
{
  std::vector<std::string> reports;
  std::string settle = "2s";
  std::string proof = "auto";
  std::string ancestors = "on";
  bool no_cache = false;
};

std::unique_ptr<CLI::App>
test_app(RawTestOptions& raw)
{
  auto app = std::make_unique<CLI::App>("Runs `go test` on the packages with the probe in place, "
                                        "judges what is left behind, and reports.",
                                        "leakgate test");
  std::string reports = "write a report, may be repeated; NAME is one of";
  for (const FileReporter& reporter : file_reporters()) {
    reports += fmt::format("\n{} ({})", reporter.name, reporter.description);
  }
  app->add_option("--report", raw.reports, reports)
      ->type_name("NAME=PATH")
      ->expected(1, CLI::detail::expected_max_vector_size)
      ->allow_extra_args(false);
  app->add_option("--settle", raw.settle, "how long goroutines may take to end after the last test")
      ->type_name("DURATION")
      ->capture_default_str();
  app->add_option("--proof", raw.proof,
                  "the garbage collector's proof that a goroutine can never wake: auto takes it "
                  "where Go has it (1.27), on builds it into Go 1.26 (slow the first time), off "
                  "goes without")
      ->type_name("auto|on|off")
      ->capture_default_str();
  app->add_option("--ancestors", raw.ancestors,
                  "record who started whom, to name the line of the test; costs about 3 µs for "
                  "each go statement")
      ->type_name("on|off")
      ->capture_default_str();
  app->add_flag("--no-cache", raw.no_cache,
                "run every test again, also where go test would replay a result");
  app->footer("All other flags are go test's own (-run, -race, -tags, -count, -v, -json …); "
              "everything behind -- goes to go test too.");
  return app;
}

Result<ReportRequest>
parse_report(const std::string& text)
{
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals + 1 == text.size()) {
    return failure(fmt::format("--report: expected NAME=PATH, got {} (for example junit=leaks.xml)",
                               text::quoted(text)));
  }
  ReportRequest request{text.substr(0, equals), text.substr(equals + 1)};
  if (const auto known = find_file_reporter(request.name); !known) {
    return failure(known.error());
  }
  return request;
}

Result<void>
fill(TestOptions& options, const RawTestOptions& raw)
{
  for (const std::string& text : raw.reports) {
    auto report = parse_report(text);
    if (!report) {
      return failure(report.error());
    }
    options.reports.push_back(std::move(*report));
  }
  const auto settle = parse_duration(raw.settle);
  if (!settle) {
    return failure(fmt::format("--settle: expected a duration up to 1h, got {} (for example 500ms "
                               "or 2s)",
                               text::quoted(raw.settle)));
  }
  options.probe.settle = *settle;
  const std::map<std::string, Proof> proofs = {
      {"auto", Proof::automatic}, {"on", Proof::on}, {"off", Proof::off}};
  const auto proof = proofs.find(raw.proof);
  if (proof == proofs.end()) {
    return failure(
        fmt::format("--proof: expected auto, on or off, got {}", text::quoted(raw.proof)));
  }
  options.probe.proof = proof->second;
  if (raw.ancestors != "on" && raw.ancestors != "off") {
    return failure(
        fmt::format("--ancestors: expected on or off, got {}", text::quoted(raw.ancestors)));
  }
  if (raw.ancestors == "off") {
    options.probe.ancestors = 0;
  }
  options.use_cache = !raw.no_cache;
  return {};
}

// The option called `word` (without its value), or nothing when it is not ours.
const CLI::Option*
own_option(const CLI::App& app, std::string_view word)
{
  return app.get_option_no_throw(std::string(word.substr(0, word.find('='))));
}

Result<void>
refuse_slip(const CLI::App& app, const std::string& word)
{
  const std::string name = word.substr(2, word.find('=') - 2);
  if (is_go_flag(name)) {
    return {};
  }
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    names.push_back(option->get_name());
  }
  const std::string near = text::nearest(word.substr(0, word.find('=')), names);
  return failure(fmt::format(
      "{}: unknown option{} (leakgate test --help lists them; flags for the test binary go behind "
      "-args)",
      word, near.empty() ? "" : fmt::format(", did you mean \"{}\"?", near)));
}

// Divides the words of `leakgate test` between leakgate (options with two dashes that
// it knows) and the go command (all others).
Result<void>
divide(const CLI::App& app, const std::vector<std::string>& words, std::vector<std::string>& ours,
       std::vector<std::string>& go)
{
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--") {
      go.insert(go.end(), words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
      return {};
    }
    if (word == "-args" || word == "--args") {
      go.insert(go.end(), words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
      return {};
    }
    const CLI::Option* option = word.starts_with("--") ? own_option(app, word) : nullptr;
    if (option != nullptr) {
      ours.push_back(word);
      if (option->get_expected_min() > 0 && word.find('=') == std::string::npos &&
          i + 1 < words.size()) {
        ours.push_back(words[++i]);
      }
      continue;
    }
    if (word.starts_with("--")) {
      if (auto known = refuse_slip(app, word); !known) {
        return known;
      }
    }
    go.push_back(word);
    if (word.starts_with('-') && word.find('=') == std::string::npos &&
        go_flag_takes_value(go_flag_name(word)) && i + 1 < words.size()) {
      go.push_back(words[++i]);
    }
  }
  return {};
}

Result<CommandLine>
parse_test(const std::vector<std::string>& words)
{
  CommandLine line;
  line.command = CommandLine::Command::test;
  RawTestOptions raw;
  const auto app = test_app(raw);
  std::vector<std::string> ours;
  std::vector<std::string> go;
  if (auto divided = divide(*app, words, ours, go); !divided) {
    return failure(divided.error());
  }
  if (std::find(ours.begin(), ours.end(), "--help") != ours.end() ||
      std::find(go.begin(), go.end(), "-h") != go.end()) {
    line.command = CommandLine::Command::help;
    line.help = app->help();
    return line;
  }
  std::reverse(ours.begin(), ours.end()); // CLI11 takes its words from the back
  try {
    app->parse(ours);
  } catch (const CLI::ParseError& error) {
    return failure(error.what());
  }
  if (auto filled = fill(line.test, raw); !filled) {
    return failure(filled.error());
  }
  auto arguments = parse_go_test_arguments(go);
  if (!arguments) {
    return failure(arguments.error());
  }
  line.test.go = std::move(*arguments);
  return line;
}

Result<CommandLine>
parse_explain(const std::vector<std::string>& words)
{
  CommandLine line;
  line.command = CommandLine::Command::explain;
  if (words.empty() || words.size() > 2) {
    return failure(fmt::format("explain: expected RESULT.json [FINGERPRINT], got {} "
                               "(write the result with --report json=PATH)",
                               text::counted(static_cast<long long>(words.size()), "word")));
  }
  line.explain = {words[0], words.size() > 1 ? words[1] : ""};
  return line;
}

} // namespace

Result<CommandLine>
parse_command_line(const std::vector<std::string>& words)
{
  CommandLine line;
  line.help = k_overview;
  if (words.empty()) {
    return failure("expected a command, got none (leakgate --help lists them)");
  }
  const std::string& command = words.front();
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  if (command == "test") {
    return parse_test(rest);
  }
  if (command == "explain") {
    return parse_explain(rest);
  }
  if (command == "version" || command == "--version") {
    line.command = CommandLine::Command::version;
    return line;
  }
  if (command == "help" || command == "--help" || command == "-h") {
    return line;
  }
  const std::string near = text::nearest(command, {"test", "explain", "version", "help"});
  return failure(fmt::format("unknown command {}{}", text::quoted(command),
                             near.empty() ? " (leakgate --help lists them)"
                                          : fmt::format(", did you mean \"{}\"?", near)));
}

} // namespace leakgate
