#pragma once

#include <span>
#include <string_view>

namespace leakgate {

enum class MetricUnit { goroutines, ratio, percent, milliseconds, bytes };

/// How one value is made from those of several sets of packages.
enum class MetricMerge {
  sum,
  worst,        ///< the largest
  by_goroutines ///< the mean, weighted by the goroutines that were seen
};

/// A number that is measured over the whole run.
struct MetricInfo
{
  std::string_view name; ///< key of Verdict::metrics and of the JSON
  MetricUnit unit = MetricUnit::goroutines;
  MetricMerge merge = MetricMerge::sum;
  std::string_view label;  ///< on the console; empty: it stands elsewhere there
  std::string_view series; ///< in OpenMetrics, a ratio where the unit is percent; empty: none
  std::string_view help;
};

/// All metrics, in the order in which they are shown. A new one is a row here and a value in
/// rules/judging/metrics; merging, console and OpenMetrics go by this table.
[[nodiscard]] std::span<const MetricInfo> all_metrics();

/// Null where there is none of that name: of a result that a later leakgate wrote.
[[nodiscard]] const MetricInfo* find_metric(std::string_view name);

} // namespace leakgate
