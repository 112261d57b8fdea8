#include "gate/app/settings.hpp"

#include "gate/base/file.hpp"
#include "gate/base/text.hpp"
#include "reporters/reporter.hpp"
#include "rules/baseline/baseline_file.hpp"

#include <fmt/core.h>

#include <chrono>

namespace leakgate {

namespace fs = std::filesystem;

namespace {

// The reports of the file beside those of the command line, which take the place of one
// with the same name.
void
add_reports(TestOptions& options, const LoadedConfig& loaded, Messages& errors)
{
  const std::size_t given = options.reports.size();
  for (const ReportSetting& report : loaded.config.reports) {
    if (const auto known = find_file_reporter(report.name); !known) {
      errors.push_back(to_string(report.origin) + ": " + known.error());
      continue;
    }
    const fs::path path = loaded.folder / report.path;
    // A link in the checkout may lead anywhere.
    if (!is_inside(loaded.folder, path)) {
      errors.push_back(fmt::format("{}: the report must stay in the folder of the file, got {} "
                                   "(give it on the command line: --report {}=PATH)",
                                   to_string(report.origin), text::quoted(report.path),
                                   report.name));
      continue;
    }
    const auto taken = [&](const ReportRequest& each) { return each.name == report.name; };
    const auto last = options.reports.begin() + static_cast<std::ptrdiff_t>(given);
    if (std::none_of(options.reports.begin(), last, taken)) {
      options.reports.push_back({report.name, path.generic_string()});
    }
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
  if (settings.options.fail_tier) {
    settings.policy.fail_tier = *settings.options.fail_tier;
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
  Settings settings{given, loaded->config.policy};
  Messages errors;
  apply_config(settings.options, loaded->config);
  apply_flags(settings);
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
