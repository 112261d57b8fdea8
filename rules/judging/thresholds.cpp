#include "rules/judging/thresholds.hpp"

#include "gate/base/saturate.hpp"
#include "gate/base/text.hpp"
#include "gate/model/figure_table.hpp"
#include "rules/matching/rule_finding.hpp"
#include "rules/names/package_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace leakgate::rules {

namespace {

constexpr double k_percent = 100.0;
constexpr std::int64_t k_blocked_from = 50; ///< a handful of goroutines says nothing

// `64 MiB`, as the limit was written, rather than `64.0 MiB`.
std::string
limit_size(std::int64_t bytes)
{
  std::string size = text::byte_size(bytes);
  if (const std::size_t point = size.find(".0 "); point != std::string::npos) {
    size.erase(point, 2);
  }
  return size;
}

// `120`, `0.5`: two digits at most, none that say nothing.
std::string
number(double value)
{
  constexpr double k_hundredths = 100;
  return fmt::format("{}", std::round(value * k_hundredths) / k_hundredths);
}

// No value where there was nothing before: any growth is more than any percentage of it.
std::optional<double>
percent_of(std::int64_t grown, std::int64_t before)
{
  if (before <= 0) {
    return std::nullopt;
  }
  return k_percent * static_cast<double>(grown) / static_cast<double>(before);
}

std::optional<Finding>
heap_growth(const std::string& package, const HeapSummary& heap, const Thresholds& limits)
{
  const std::int64_t grown = saturating_subtract(heap.after_bytes, heap.before_bytes);
  const std::optional<double> percent = percent_of(grown, heap.before_bytes);
  const auto& bytes_limit = limits.heap_growth_bytes;
  const auto& percent_limit = limits.heap_growth_percent;
  const bool judged = grown > 0 && (bytes_limit || percent_limit);
  const bool bytes_exceeded = !bytes_limit || grown > *bytes_limit;
  const bool percent_exceeded = !percent_limit || !percent || *percent > *percent_limit;
  if (!judged || !bytes_exceeded || !percent_exceeded) {
    return std::nullopt;
  }
  std::vector<std::string> words;
  if (bytes_limit) {
    words.push_back(limit_size(*bytes_limit));
  }
  if (percent_limit) {
    words.push_back(number(*percent_limit) + " %");
  }
  Finding finding = rule_finding(
      "heap-growth", FindingKind::heap, package, "heap",
      fmt::format("live heap grew by {}{} in one run, warm-up included, limit {}",
                  text::byte_size(grown), percent ? fmt::format(" (+{:.0f} %)", *percent) : "",
                  text::join(words, " and ")));
  if (!heap.sites.empty()) {
    finding.at = heap.sites.front().site;
  }
  return finding;
}

std::optional<Finding>
blocked_ratio(const std::string& package, const Measures& measures, double limit)
{
  if (measures.goroutines < k_blocked_from) {
    return std::nullopt;
  }
  const double ratio =
      static_cast<double>(measures.blocked) / static_cast<double>(measures.goroutines);
  if (ratio <= limit) {
    return std::nullopt;
  }
  return rule_finding("blocked-ratio", FindingKind::metric, package, "blocked",
                      fmt::format("{} of {} are blocked ({} %), limit {} %", measures.blocked,
                                  text::counted(measures.goroutines, "goroutine"),
                                  number(k_percent * ratio), number(k_percent * limit)));
}

std::optional<Finding>
finalizer_wait(const std::string& package, const Measures& measures, double limit)
{
  const auto& percent = measures.finalizer_percent;
  if (measures.finalizer_stuck) {
    return rule_finding(
        "finalizer-wait", FindingKind::metric, package, "finalizer",
        fmt::format("a finalizer that was set after the tests never ran, limit {} % of the GC's "
                    "total pause",
                    number(limit)));
  }
  if (!percent || *percent <= limit) {
    return std::nullopt;
  }
  return rule_finding(
      "finalizer-wait", FindingKind::metric, package, "finalizer",
      fmt::format("a finalizer waited for {:.0f} % of the GC's total pause, limit {} %", *percent,
                  number(limit)));
}

// `12 objects`, `10.5 ms`, `1.2 MiB`; without a noun `12`.
std::string
in_unit(std::int64_t value, FigureUnit unit, std::string_view noun)
{
  constexpr double k_million = 1e6;
  switch (unit) {
  case FigureUnit::nanoseconds: return number(static_cast<double>(value) / k_million) + " ms";
  case FigureUnit::bytes: return limit_size(value);
  case FigureUnit::count: break;
  }
  return noun.empty() ? std::to_string(value) : text::counted(value, noun);
}

void
add_figures(const std::string& package, const Figures& figures, const Thresholds& limits,
            std::vector<Finding>& findings)
{
  for (const FigureLimit& limit : k_figure_limits) {
    const std::int64_t most = limits.figures.of(limit.figure);
    const std::int64_t measured = figures.of(limit.figure);
    if (most >= 0 && measured > most) {
      const FigureUnit unit = figure_info(limit.figure).unit;
      std::string message =
          fmt::format(fmt::runtime(limit.exceeded), in_unit(measured, unit, limit.noun));
      message += ", limit " + in_unit(most, unit, "");
      findings.push_back(
          rule_finding(limit.rule, FindingKind::metric, package, limit.rule, std::move(message)));
    }
  }
}

void
add_states(const std::string& package, const std::map<std::string, std::int64_t>& states,
           const Thresholds& limits, std::vector<Finding>& findings)
{
  for (const auto& [state, limit] : limits.states) {
    const auto seen = states.find(state);
    if (seen != states.end() && seen->second > limit) {
      findings.push_back(
          rule_finding("states", FindingKind::metric, package, state,
                       fmt::format("{} in {} after the tests, limit {}",
                                   text::counted(seen->second, "goroutine"), state, limit)));
    }
  }
}

} // namespace

PackageLimits
thresholds_for(const Policy& policy, const SourceRoots& roots, const std::string& import_path)
{
  const auto found = std::ranges::find_if(policy.packages, [&](const PackageThresholds& each) {
    return package_matches(each.match, import_path, roots, policy.config_dir);
  });
  if (found == policy.packages.end()) {
    return {policy.thresholds, {}};
  }
  return {found->thresholds, to_string(found->origin)};
}

std::vector<Finding>
threshold_findings(const std::string& import_path, const PackageMeasures& measures,
                   const Thresholds& limits)
{
  std::vector<Finding> findings;
  const auto add = [&](std::optional<Finding> finding) {
    if (finding) {
      findings.push_back(std::move(*finding));
    }
  };
  if (measures.heap) {
    add(heap_growth(import_path, *measures.heap, limits));
  }
  if (measures.figures) {
    add_figures(import_path, *measures.figures, limits, findings);
  }
  add_states(import_path, measures.states, limits, findings);
  if (limits.blocked_ratio) {
    add(blocked_ratio(import_path, measures.sum, *limits.blocked_ratio));
  }
  if (limits.finalizer_wait_percent) {
    add(finalizer_wait(import_path, measures.sum, *limits.finalizer_wait_percent));
  }
  return findings;
}

} // namespace leakgate::rules
