#include "gate/app/line/suite_options.hpp"

#include "gate/base/duration.hpp"
#include "gate/base/text.hpp"
#include "reporters/reporter.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <system_error>

namespace leakgate {

namespace {

// What CLI11 fills; checked and turned into TestOptions afterwards.
struct RawTestOptions : RawReportingOptions
{
  std::string settle;
  std::string proof = "auto";
  std::string ancestors = "on";
  bool no_cache = false;
  std::string config;
  std::string baseline;
  std::string confirm;
  std::string fail_on;
};

// What decides over the verdict; each beats what the configuration says.
void
add_policy_options(CLI::App& app, RawTestOptions& raw)
{
  app.add_option("--confirm", raw.confirm,
                 "how often leaking tests run again, alone, to tell leaks from goroutines that are "
                 "started once: 2 to 20, or off [3]")
      ->type_name("ROUNDS");
  app.add_option("--fail-on", raw.fail_on,
                 "the weakest evidence that fails the build: proven, growing, lingering, "
                 "one-time or ends-by-itself [lingering]")
      ->type_name("TIER");
  app.add_option("--baseline", raw.baseline,
                 "accepted leaks, or off [.leakgate-baseline.json, looked for upward]")
      ->type_name("FILE");
  app.add_option("--config", raw.config, "configuration, or off [.leakgate.yml, looked for upward]")
      ->type_name("FILE");
}

void
add_report_option(CLI::App& app, RawTestOptions& raw)
{
  std::string reports = "write a report, may be repeated; NAME is one of";
  for (const Reporter& reporter : reporters()) {
    reports += fmt::format("\n{} ({})", reporter.name, reporter.description);
  }
  app.add_option("--report", raw.reports, reports)
      ->type_name("NAME[=PATH]")
      ->expected(1, CLI::detail::expected_max_vector_size)
      ->allow_extra_args(false);
}

// How the verdict is shown and brought to people.
void
add_delivery_options(CLI::App& app, RawTestOptions& raw)
{
  app.add_option("--base", raw.base,
                 "an earlier JSON result, for example of the target branch: reports then say what "
                 "is new and what is gone; it never changes the verdict")
      ->type_name("RESULT.json");
  app.add_option("--comment-key", raw.comment_key,
                 "which of several jobs this is, so that each keeps a comment of its own on a pull "
                 "request (legs of a matrix, several steps of one job) [the CI's names of workflow "
                 "and job]")
      ->type_name("KEY");
  app.add_flag("--require-delivery", raw.require_delivery,
               "end with 3 instead of 0 when a comment, review or note could not be posted; "
               "otherwise that is "
               "only said");
  app.add_flag("--quiet", raw.quiet, "print findings, failures and the verdict only");
  app.add_flag("--verbose", raw.verbose, "print whole stacks and everything that was let pass");
}

std::unique_ptr<CLI::App>
test_app(RawTestOptions& raw)
{
  auto app = std::make_unique<CLI::App>("Runs `go test` on the packages with the probe in place, "
                                        "judges what is left behind, and reports.",
                                        "leakgate test");
  add_report_option(*app, raw);
  app->add_option("--settle", raw.settle,
                  "how long goroutines may take to end after the last test [2s]")
      ->type_name("DURATION");
  app->add_option("--proof", raw.proof,
                  "the garbage collector's proof that a goroutine can never wake: auto takes it "
                  "where Go has it (1.27), on builds it into Go 1.26 (slow the first time), off "
                  "goes without")
      ->type_name("auto|on|off")
      ->capture_default_str();
  app->add_option("--ancestors", raw.ancestors,
                  "record who started whom, to name the line of the test; costs 1 to 2 µs for "
                  "each go statement")
      ->type_name("on|off")
      ->capture_default_str();
  add_policy_options(*app, raw);
  add_delivery_options(*app, raw);
  app->add_flag("--no-cache", raw.no_cache,
                "run every test again, also where go test would replay a result");
  app->footer("All other flags are go test's own (-run, -race, -tags, -count, -v, -json …); "
              "everything behind -- goes to go test too.");
  return app;
}

Result<void>
fill_confirm(TestOptions& options, const std::string& text)
{
  options.confirm_given = !text.empty();
  if (!options.confirm_given) {
    return {};
  }
  constexpr int k_most_rounds = 20;
  int rounds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rounds);
  const bool number = error == std::errc() && end == text.data() + text.size();
  if (text != k_off && (!number || rounds < 2 || rounds > k_most_rounds)) {
    return failure(
        fmt::format("--confirm: expected 2 to 20 rounds, or off, got {}", text::quoted(text)));
  }
  options.confirm_rounds = rounds;
  return {};
}

Result<void>
fill_fail_on(TestOptions& options, const std::string& text)
{
  if (text.empty()) {
    return {};
  }
  options.fail_tier = from_word<Tier>(text);
  if (options.fail_tier) {
    return {};
  }
  return failure(fmt::format("--fail-on: expected {}, got {}", text::alternatives(words_of<Tier>()),
                             text::quoted(text)));
}

Result<void>
fill(TestOptions& options, const RawTestOptions& raw)
{
  auto reporting = check_reporting(raw);
  if (!reporting) {
    return failure(reporting.error());
  }
  static_cast<ReportingOptions&>(options) = std::move(*reporting);
  options.settle_given = !raw.settle.empty();
  if (options.settle_given) {
    const auto settle = parse_duration(raw.settle);
    if (!settle) {
      return failure(
          fmt::format("--settle: expected a duration up to 1h, got {} (for example 500ms "
                      "or 2s)",
                      text::quoted(raw.settle)));
    }
    options.probe.settle = *settle;
  }
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
  options.config = raw.config;
  options.baseline = raw.baseline;
  if (auto filled = fill_confirm(options, raw.confirm); !filled) {
    return filled;
  }
  return fill_fail_on(options, raw.fail_on);
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
  if (find_go_flag(name) != nullptr) {
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

} // namespace

Result<CommandLine>
parse_test_options(const std::vector<std::string>& words)
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

} // namespace leakgate
