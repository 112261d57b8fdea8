#include "gate/app/line/report_options.hpp"

#include "gate/base/text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace leakgate {

namespace {

// What the words hold before it is checked.
struct RawReportOptions
{
  RawReportingOptions reporting;
  std::vector<std::string> attachments;
  std::vector<std::string> results;
};

// Where the value of an option goes; a single one takes the last.
struct ValueOption
{
  std::string_view name;
  std::string_view value;
  std::string_view help;
  void (*put)(RawReportOptions& raw, std::string value);
};

struct FlagOption
{
  std::string_view name;
  std::string_view help;
  bool RawReportingOptions::*flag;
};

constexpr ValueOption k_value_options[] = {
    {"--report", "NAME[=PATH]", "make a report, may be repeated; `leakgate test --help` lists them",
     [](RawReportOptions& raw, std::string value) {
       raw.reporting.reports.push_back(std::move(value));
     }},
    {"--attach", "FILE", "show this file beside each leak in JUnit readers, may be repeated",
     [](RawReportOptions& raw, std::string value) { raw.attachments.push_back(std::move(value)); }},
    {"--base", "RESULT.json", "an earlier result: reports then say what is new and what is gone",
     [](RawReportOptions& raw, std::string value) { raw.reporting.base = std::move(value); }},
    {"--comment-key", "KEY", "which of several jobs this is, for a comment of its own",
     [](RawReportOptions& raw, std::string value) {
       raw.reporting.comment_key = std::move(value);
     }},
};

constexpr FlagOption k_flag_options[] = {
    {"--require-delivery",
     "end with 3 instead of 0 when a comment, review or note could not be posted",
     &RawReportingOptions::require_delivery},
    {"--quiet", "print findings, failures and the verdict only", &RawReportingOptions::quiet},
    {"--verbose", "print whole stacks and everything that was let pass",
     &RawReportingOptions::verbose},
};

tl::unexpected<std::string>
unknown(const std::string& word)
{
  std::vector<std::string> names;
  names.reserve(std::size(k_value_options) + std::size(k_flag_options));
  for (const ValueOption& option : k_value_options) {
    names.emplace_back(option.name);
  }
  for (const FlagOption& option : k_flag_options) {
    names.emplace_back(option.name);
  }
  const std::string near = text::nearest(word.substr(0, word.find('=')), names);
  return failure(fmt::format("report: unknown option {} ({})", text::quoted(word),
                             near.empty() ? "it knows " + text::join(names, ", ")
                                          : fmt::format("did you mean \"{}\"?", near)));
}

// Takes the option at `at`, and moves `at` to its last word.
Result<void>
take_option(const std::vector<std::string>& words, std::size_t& at, RawReportOptions& raw)
{
  const std::string& word = words[at];
  const std::size_t equals = std::min(word.find('='), word.size());
  const std::string name = word.substr(0, equals);
  const auto* const flag = std::ranges::find(k_flag_options, name, &FlagOption::name);
  if (flag != std::end(k_flag_options) && equals == word.size()) {
    raw.reporting.*(flag->flag) = true;
    return {};
  }
  const auto* const option = std::ranges::find(k_value_options, name, &ValueOption::name);
  if (option == std::end(k_value_options)) {
    return unknown(word);
  }
  if (equals == word.size() && at + 1 == words.size()) {
    return failure(fmt::format("report: expected a value behind {}, got nothing", name));
  }
  option->put(raw, equals < word.size() ? word.substr(equals + 1) : words[++at]);
  return {};
}

// GitLab reads `[[ATTACHMENT|path]]` and knows no escape.
Result<void>
check_attachment(const std::string& path)
{
  if (path.empty() || path.find_first_of("[]|\r\n") != std::string::npos) {
    return failure(fmt::format("--attach: expected a path without [, ] and |, got {} (CI systems "
                               "read it as [[ATTACHMENT|path]])",
                               text::quoted(path)));
  }
  return {};
}

} // namespace

std::string
report_help()
{
  std::string out =
      "Makes reports from the results of `leakgate test --report json=PATH`, later or in another "
      "job.\nSeveral results, of jobs that each ran some of the packages, are merged. The exit "
      "code "
      "is that of\nthe verdict.\nUsage: leakgate report RESULT.json... [OPTIONS]\n\nOptions:\n";
  for (const ValueOption& option : k_value_options) {
    out +=
        fmt::format("  {:<26}  {}\n", fmt::format("{} {}", option.name, option.value), option.help);
  }
  for (const FlagOption& option : k_flag_options) {
    out += fmt::format("  {:<26}  {}\n", option.name, option.help);
  }
  return out;
}

Result<CommandLine>
parse_report_options(const std::vector<std::string>& words)
{
  RawReportOptions raw;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].starts_with('-')) {
      raw.results.push_back(words[i]);
      continue;
    }
    if (auto taken = take_option(words, i, raw); !taken) {
      return failure(taken.error());
    }
  }
  if (raw.results.empty()) {
    return failure("report: expected RESULT.json, got nothing (write it with leakgate test "
                   "--report json=PATH)");
  }
  for (const std::string& path : raw.attachments) {
    if (auto good = check_attachment(path); !good) {
      return failure(good.error());
    }
  }
  auto reporting = check_reporting(raw.reporting);
  if (!reporting) {
    return failure(reporting.error());
  }
  CommandLine line;
  line.command = CommandLine::Command::report;
  static_cast<ReportingOptions&>(line.report) = std::move(*reporting);
  line.report.results = std::move(raw.results);
  line.report.attachments = std::move(raw.attachments);
  return line;
}

} // namespace leakgate
