#include "gate/model/metric.hpp"

#include <algorithm>
#include <array>

namespace leakgate {

namespace {

constexpr std::array k_metrics = {
    MetricInfo{"GoroutinesDelta", MetricUnit::goroutines, MetricMerge::sum, "goroutines",
               "leakgate_goroutines_delta", "Goroutines after minus before the tests."},
    MetricInfo{"BlockedGoroutinesRatio", MetricUnit::ratio, MetricMerge::by_goroutines, "blocked",
               "leakgate_blocked_ratio", "Share of goroutines that wait for another one."},
    MetricInfo{"FinalizerWaitTimePercent", MetricUnit::percent, MetricMerge::worst,
               "finalizer wait", "leakgate_finalizer_wait_ratio",
               "Wait of a finalizer as a share of the pauses of the collector."},
    MetricInfo{"SettleTimeMilliseconds", MetricUnit::milliseconds, MetricMerge::worst, "settle", "",
               "Longest wait after the last test for goroutines to end."},
    MetricInfo{"HeapDeltaBytes", MetricUnit::bytes, MetricMerge::sum, "heap", "",
               "Live heap after minus before the tests, after two collections."},
    MetricInfo{"GoroutinesReported", MetricUnit::goroutines, MetricMerge::sum, "", "",
               "Goroutines that findings report."},
};

} // namespace

std::span<const MetricInfo>
all_metrics()
{
  return k_metrics;
}

const MetricInfo*
find_metric(std::string_view name)
{
  const auto found = std::ranges::find(k_metrics, name, &MetricInfo::name);
  return found == k_metrics.end() ? nullptr : &*found;
}

} // namespace leakgate
