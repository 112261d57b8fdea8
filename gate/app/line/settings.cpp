#include "gate/app/line/settings.hpp"

#include "gate/app/line/report_request.hpp"
#include "gate/base/file.hpp"
#include "gate/base/text.hpp"
#include "reporters/reporter.hpp"
#include "rules/baseline/file.hpp"
#include "rules/matching/pattern_book.hpp"
#include "rules/matching/policy_rules.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <system_error>

namespace leakgate {

namespace fs = std::filesystem;

namespace {

bool
is_in_git(const fs::path& path)
{
  std::error_code ignored;
  const fs::path full = fs::weakly_canonical(path, ignored);
  return std::any_of(full.begin(), full.end(),
                     [](const fs::path& part) { return text::lower(part.string()) == ".git"; });
}

// The reports of the file beside those of the command line, which take the place of one
// with the same name.
void
add_reports(TestOptions& options, const LoadedConfig& loaded, Messages& errors)
{
  const std::size_t given = options.reports.size();
  for (const ReportSetting& report : loaded.config.reports) {
    if (const auto known = find_reporter(report.name); !known) {
      errors.push_back(to_string(report.origin) + ": " + known.error());
      continue;
    }
    // Where a token goes is never decided by the checkout, which may be a stranger's.
    if (find_reporter(report.name).value()->target == Target::server) {
      errors.push_back(fmt::format("{}: goes to a server, got {} (give it on the command line: "
                                   "--report {})",
                                   to_string(report.origin), text::quoted(report.name),
                                   report.name));
      continue;
    }
    const fs::path path = loaded.folder / report.path;
    // A link in the checkout may lead anywhere, also into the repository's own settings.
    if (!is_inside(loaded.folder, path) || is_in_git(path)) {
      errors.push_back(fmt::format("{}: the report must stay in the folder of the file, got {} "
                                   "(give it on the command line: --report {}=PATH)",
                                   to_string(report.origin), text::quoted(report.path),
                                   report.name));
      continue;
    }
    const auto last = options.reports.begin() + static_cast<std::ptrdiff_t>(given);
    if (std::any_of(options.reports.begin(), last,
                    [&](const ReportRequest& each) { return each.name == report.name; })) {
      continue;
    }
    if (const std::string what = occupied(path, options.reports); !what.empty()) {
      errors.push_back(fmt::format("{}: the report needs a file of its own, got {}, which is {}",
                                   to_string(report.origin), text::quoted(report.path), what));
      continue;
    }
    options.reports.push_back({report.name, path.generic_string()});
  }
}

void
add_baseline(Settings& settings, const LoadedConfig& loaded, const fs::path& start,
             Messages& errors)
{
  const auto path = baseline_path(settings.options.baseline, loaded, start);
  if (!path) {
    errors.push_back(path.error());
    return;
  }
  if (!*path) {
    return;
  }
  const auto content = read_file(**path);
  if (!content) {
    errors.push_back(content.error() + " (leakgate baseline RESULT.json writes it)");
    return;
  }
  auto baseline = parse_baseline(*content, shown_path(**path));
  if (!baseline) {
    errors.push_back(baseline.error());
    return;
  }
  settings.policy.baseline = std::move(*baseline);
}

// What a flag of whoever runs the gate decides is nothing that the checkout loosened.
void
apply_flags(Settings& settings)
{
  const auto drop = [&](std::string_view setting) {
    std::erase_if(settings.policy.loosened,
                  [&](const Loosening& each) { return each.setting == setting; });
  };
  if (settings.options.fail_tier) {
    settings.policy.fail_tier = *settings.options.fail_tier;
    drop("fail_on.tier");
  }
  if (settings.options.settle_given) {
    drop("settle");
  }
  if (settings.options.heap) {
    settings.policy.heap.check = *settings.options.heap;
    drop("heap.check");
  }
}

// A run that can only pass is no gate.
void
check_can_fail(const Settings& settings, Messages& errors)
{
  const bool one_round = settings.options.confirm_rounds == 0 && !settings.options.go.count_given;
  if (settings.policy.fail_tier == Tier::growing && one_round) {
    errors.emplace_back("fail on tier growing: with one round nothing can be seen to grow, got "
                        "confirm off (leave the confirmation on, or give -count)");
  }
}

// Two rules of one name could not be told apart in a report.
void
check_pattern_ids(const Policy& policy, Messages& errors)
{
  for (const Pattern& pattern : policy.patterns) {
    const auto taken = [&](const auto& rule) { return rule.id == pattern.rule.id; };
    const auto others = rules::policy_rules();
    if (std::ranges::any_of(rules::builtin_patterns(), taken, &Pattern::rule) ||
        std::ranges::any_of(others, taken)) {
      errors.push_back(fmt::format("{}: the id of a pattern must be new, got {} (leakgate explain "
                                   "rules lists the built-in ones)",
                                   to_string(pattern.origin), text::quoted(pattern.rule.id)));
    }
  }
}

void
apply_config(TestOptions& options, const Config& config)
{
  if (!options.settle_given && config.settle) {
    options.probe.settle = *config.settle;
  }
  if (!options.confirm_given) {
    options.confirm_rounds = config.confirm.rounds;
  }
  options.confirm_budget = config.confirm.budget;
}

} // namespace

tl::expected<Settings, Messages>
resolve_settings(const TestOptions& given)
{
  const fs::path start = given.go.directory.empty() ? fs::path(".") : fs::path(given.go.directory);
  auto loaded = load_config(given.config, start);
  if (!loaded) {
    return tl::unexpected<Messages>(std::move(loaded.error()));
  }
  Settings settings{given, loaded->config.policy, loaded->file};
  Messages errors;
  apply_config(settings.options, loaded->config);
  apply_flags(settings);
  check_can_fail(settings, errors);
  check_pattern_ids(settings.policy, errors);
  add_reports(settings.options, *loaded, errors);
  add_baseline(settings, *loaded, start, errors);
  settings.policy.today = today();
  if (!errors.empty()) {
    return tl::unexpected<Messages>(std::move(errors));
  }
  return settings;
}

std::string
today()
{
  const std::chrono::year_month_day date(
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

} // namespace leakgate
