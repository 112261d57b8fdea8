#include "gate/base/text.hpp"
#include "gate/model/metric.hpp"
#include "reporters/console/layout.hpp"
#include "reporters/console/parts.hpp"
#include "reporters/wording/metric_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace leakgate::console {

namespace {

// Less than what one sample of the profile stands for says nothing, unless a limit is set.
bool
tells_heap(const Verdict& verdict, double bytes)
{
  constexpr double k_notable_bytes = 1 << 20;
  return bytes >= k_notable_bytes ||
         std::any_of(verdict.packages.begin(), verdict.packages.end(),
                     [](const PackageVerdict& each) { return each.heap && each.heap->limited; });
}

std::string
metrics_text(const Verdict& verdict)
{
  std::vector<std::string> parts;
  for (const MetricInfo& metric : all_metrics()) {
    const auto found = verdict.metrics.find(std::string(metric.name));
    if (metric.label.empty() || found == verdict.metrics.end() || !std::isfinite(found->second)) {
      continue;
    }
    if (metric.unit != MetricUnit::bytes || tells_heap(verdict, found->second)) {
      parts.push_back(
          fmt::format("{} {}", metric.label, metric_text(metric, found->second, verdict)));
    }
  }
  return text::join(parts, " · ");
}

// All packages added up, largest first: `9 chan receive · 3 select · 1 running`.
std::string
states_text(const Verdict& verdict, const ConsoleStyle& style)
{
  constexpr std::size_t k_most_states = 8;
  std::map<std::string, std::uint64_t> sums;
  for (const PackageVerdict& package : verdict.packages) {
    for (const auto& [state, count] : package.states) {
      sums[state] += static_cast<std::uint64_t>(count);
    }
  }
  std::vector<std::pair<std::string, std::uint64_t>> states(sums.begin(), sums.end());
  std::stable_sort(states.begin(), states.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> parts;
  const std::size_t shown = shown_rows(states.size(), k_most_states, style);
  std::uint64_t rest = 0;
  for (const auto& [state, count] : states) {
    if (parts.size() < shown) {
      parts.push_back(fmt::format("{} {}", count, state.empty() ? "unknown" : state));
    } else {
      rest += count;
    }
  }
  if (states.size() > shown) {
    parts.push_back(
        fmt::format("{} in {}", rest,
                    text::counted(static_cast<long long>(states.size() - shown), "more state")));
  }
  return text::join(parts, " · ");
}

} // namespace

std::string
metrics_rows(const Verdict& verdict, const ConsoleStyle& style)
{
  return margin_row("metrics", metrics_text(verdict), style, Shade::dim) +
         margin_row("states", states_text(verdict, style), style, Shade::dim);
}

} // namespace leakgate::console
