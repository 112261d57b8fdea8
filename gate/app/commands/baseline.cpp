#include "gate/app/commands/commands.hpp"
#include "gate/app/commands/result_files.hpp"
#include "gate/app/line/config_file.hpp"
#include "gate/app/line/settings.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/app/suite/in_checkout.hpp"
#include "gate/base/file.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/text.hpp"
#include "rules/baseline/file.hpp"
#include "rules/baseline/update.hpp"

#include <fmt/core.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace leakgate {

namespace fs = std::filesystem;

namespace {

constexpr OptionRow k_prune = {.name = "--prune",
                               .help = "only take out what is gone and lower what has become less"};
constexpr OptionRow k_output = {.name = "--output",
                                .letter = "-o",
                                .value = "FILE",
                                .fallback = "the file that leakgate test would read",
                                .help = "where the baseline is written",
                                .takes = Takes::file};
constexpr const OptionRow* k_options[] = {&k_prune, &k_output};

// Where `leakgate test` would look; a new one is made beside the configuration.
tl::expected<fs::path, Messages>
output_path(const std::string& option)
{
  if (!option.empty()) {
    return fs::path(option);
  }
  const auto loaded = load_config("", ".");
  if (!loaded) {
    return tl::unexpected<Messages>(loaded.error());
  }
  const auto path = baseline_path("", *loaded, ".");
  if (!path) {
    return tl::unexpected<Messages>({path.error()});
  }
  return path->value_or(loaded->folder / k_baseline_name);
}

tl::expected<std::optional<Baseline>, Messages>
read_old(const fs::path& path)
{
  std::error_code ignored;
  if (!fs::exists(path, ignored)) {
    return std::optional<Baseline>();
  }
  const auto content = read_file(path);
  auto baseline = content ? parse_baseline(*content, shown_path(path))
                          : Result<Baseline>(failure(content.error()));
  if (!baseline) {
    return tl::unexpected<Messages>({baseline.error()});
  }
  return std::optional<Baseline>(std::move(*baseline));
}

// `, 2 new, 1 removed, 3 with another count`, or nothing when all is as it was.
std::string
changes(const std::optional<Baseline>& old, const Baseline& now)
{
  std::map<std::pair<std::string_view, std::string_view>, std::int64_t> before;
  if (old) {
    for (const BaselineEntry& entry : old->entries) {
      before[{entry.package, entry.fingerprint}] = entry.count;
    }
  }
  long long added = 0;
  long long other = 0;
  auto removed = static_cast<long long>(before.size());
  for (const BaselineEntry& entry : now.entries) {
    const auto known = before.find({entry.package, entry.fingerprint});
    if (known == before.end()) {
      ++added;
    } else {
      --removed;
      other += known->second != entry.count ? 1 : 0;
    }
  }
  std::string out = added > 0 ? fmt::format(", {} new", added) : "";
  out += removed > 0 ? fmt::format(", {} removed", removed) : "";
  out += other > 0 ? fmt::format(", {} with another count", other) : "";
  return out;
}

// Leaks of a package that was not judged are not in the result and so not accepted.
void
warn_of_unjudged(const std::vector<Verdict>& verdicts, const Terminal& terminal)
{
  std::set<std::string> judged;
  std::set<std::string> unjudged;
  for (const Verdict& verdict : verdicts) {
    for (const PackageVerdict& package : verdict.packages) {
      if (package.end != PackageEnd::no_tests) {
        (package.judged ? judged : unjudged).insert(package.import_path);
      }
    }
  }
  std::erase_if(unjudged, [&](const std::string& name) { return judged.contains(name); });
  if (!unjudged.empty()) {
    terminal.diagnose(fmt::format("{} not judged, so nothing of it is accepted: {}",
                                  text::counted(static_cast<long long>(unjudged.size()), "package"),
                                  text::join({unjudged.begin(), unjudged.end()}, ", ")));
  }
}

// A limit or a note is no leak that could be known by its fingerprint: it goes on failing.
void
warn_of_others(const std::vector<Verdict>& verdicts, const Terminal& terminal)
{
  std::map<std::string, std::set<std::string>> packages; // by rule
  for (const Verdict& verdict : verdicts) {
    for (const Finding& finding : verdict.findings) {
      if (!is_leak(finding) && finding.disposition == Disposition::reported) {
        packages[finding.rule].insert(finding.package.empty() ? "the run" : finding.package);
      }
    }
  }
  for (const auto& [rule, of] : packages) {
    terminal.diagnose(
        fmt::format("{} of {} is no leak, and no baseline can hold it: it goes on failing "
                    "(leakgate explain {} says what to do)",
                    rule, text::join({of.begin(), of.end()}, ", "), rule));
  }
}

ExitCode
run_baseline(const CommandLine& line)
{
  end_on_interrupt();
  const Terminal terminal(stdout, stderr);
  const auto path = output_path(line.value_of(k_output));
  if (!path) {
    return terminal.stop(path.error());
  }
  const auto old = read_old(*path);
  if (!old) {
    return terminal.stop(old.error());
  }
  const std::string shown = shown_path(*path);
  const bool prune = line.has(k_prune);
  if (prune && !*old) {
    return terminal.stop({shown + ": cannot prune, there is no such file (leave --prune out to "
                                  "write one)"});
  }
  auto results = read_results(line.operands);
  if (!results) {
    return terminal.stop(results.error());
  }
  std::vector<Verdict> verdicts;
  for (NamedVerdict& result : *results) {
    verdicts.push_back(std::move(result.verdict));
  }
  warn_of_unjudged(verdicts, terminal);
  if (!prune) {
    warn_of_others(verdicts, terminal);
  }
  const Baseline baseline = prune ? pruned_baseline(**old, verdicts, is_in_checkout)
                                  : updated_baseline(*old, verdicts, today());
  if (const auto written = write_file(*path, write_baseline(baseline)); !written) {
    return terminal.stop({written.error()});
  }
  const auto leaks = static_cast<long long>(baseline.entries.size());
  terminal.print(
      fmt::format("{}: {}{}\n", shown, text::counted(leaks, "leak"), changes(*old, baseline)));
  if (!*old && leaks > 0) {
    terminal.print("commit it: leakgate test reads it, and only what is new or grown fails\n");
  }
  return ExitCode::pass;
}

constexpr CommandForm k_forms[] = {
    {"[--prune] [-o FILE] RESULT.json…",
     "accept the leaks of today: only new or grown ones fail from then on"}};

} // namespace

constexpr CommandRow k_baseline_command = {
    .name = "baseline",
    .forms = k_forms,
    .more = "`leakgate test --report json=PATH` writes a result. Commit the baseline: leakgate "
            "test finds it by itself.",
    .takes = Takes::file,
    .options = k_options,
    .take = expect_results,
    .run = run_baseline};

} // namespace leakgate
