#include "reporters/wording/metric_text.hpp"

#include "gate/base/text.hpp"
#include "reporters/wording/heap_growth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

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

namespace leakgate::runtime_figures {

namespace {

constexpr double k_million = 1e6;

std::string
milliseconds(std::int64_t ns)
{
  const double ms = static_cast<double>(ns) / k_million;
  return ms >= 10 ? fmt::format("{:.0f} ms", ms) : fmt::format("{:.2g} ms", ms);
}

} // namespace

const std::vector<FigureInfo>&
shown()
{
  static const std::vector<FigureInfo> k_shown = [] {
    std::vector<FigureInfo> figures;
    std::ranges::copy_if(k_figures, std::back_inserter(figures),
                         [](const FigureInfo& each) { return each.column > 0; });
    std::ranges::sort(figures, {}, &FigureInfo::column);
    return figures;
  }();
  return k_shown;
}

std::string
text_of(const FigureInfo& figure, const Figures& figures)
{
  const std::int64_t value = figures.of(figure.name);
  if (value < 0) {
    return {};
  }
  switch (figure.unit) {
  case FigureUnit::nanoseconds: return milliseconds(value);
  case FigureUnit::bytes: return text::byte_size(value);
  case FigureUnit::count: break;
  }
  return std::to_string(value);
}

std::string
pressure(const PackageVerdict& package)
{
  constexpr std::int64_t k_many = 50;
  constexpr std::int64_t k_late_ns = 10'000'000;
  constexpr double k_busy_percent = 5;
  if (!package.figures) {
    return {};
  }
  const std::int64_t pause_ns = package.figures->of("gc_pause_p99_ns");
  const std::int64_t late_ns = package.figures->of("sched_latency_p99_ns");
  std::vector<std::string> parts;
  // Unsigned, because what a file says may be far apart.
  const auto more =
      static_cast<std::int64_t>(static_cast<std::uint64_t>(package.goroutines_after) -
                                static_cast<std::uint64_t>(package.goroutines_before));
  if (more >= k_many) {
    parts.push_back(fmt::format("goroutines piled up (+{})", more));
  }
  const std::int64_t time_ms = package.samples.empty() ? 0 : package.samples.back().at_ms;
  const double busy = time_ms <= 0
                          ? 0
                          : 100.0 * static_cast<double>(package.figures->of("gc_pause_ns")) /
                                k_million / static_cast<double>(time_ms);
  if (busy >= k_busy_percent || pause_ns >= k_late_ns) {
    parts.push_back(fmt::format("the collector is under pressure (paused {:.0f} % of the time, p99 "
                                "{})",
                                busy, milliseconds(pause_ns)));
  }
  if (late_ns >= k_late_ns) {
    parts.push_back(fmt::format("the scheduler is late (p99 {})", milliseconds(late_ns)));
  }
  return text::join(parts, " · ");
}

} // namespace leakgate::runtime_figures
