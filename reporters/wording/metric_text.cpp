#include "reporters/wording/metric_text.hpp"

#include "gate/base/text.hpp"
#include "reporters/wording/heap_growth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace leakgate {

namespace {

std::string
seconds(double milliseconds)
{
  constexpr double k_second = 1000;
  return milliseconds < k_second ? fmt::format("{:.0f} ms", milliseconds)
                                 : fmt::format("{:.1f} s", milliseconds / k_second);
}

} // namespace

std::string
metric_text(const MetricInfo& metric, double value, const Verdict& verdict)
{
  constexpr double k_percent = 100;
  constexpr double k_most = 9e18; // what a whole number of 64 bits holds
  if (!std::isfinite(value)) {
    return "not measured";
  }
  switch (metric.unit) {
  case MetricUnit::goroutines: return fmt::format("{:+.0f}", value);
  case MetricUnit::ratio:
    return fmt::format("{:.0f} % of {}", value * k_percent,
                       text::counted(verdict.ledger.seen, "goroutine"));
  case MetricUnit::percent: return fmt::format("{:.0f} %", value);
  case MetricUnit::milliseconds: return seconds(value);
  case MetricUnit::bytes:
    return heap_growth::signed_size(static_cast<std::int64_t>(std::clamp(value, -k_most, k_most)));
  }
  return {};
}

} // namespace leakgate
