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

const std::vector<Figure>&
all()
{
  using F = RuntimeFigures;
  static const std::vector<Figure> k_figures = {
      {"GC pause p99", "leakgate_gc_pause_p99_seconds",
       "What 99 of 100 pauses of the collector stay below.", Unit::nanoseconds,
       &F::gc_pause_p99_ns},
      {"GC pauses", "leakgate_gc_pause_seconds", "All pauses of the collector together.",
       Unit::nanoseconds, &F::gc_pause_ns},
      {"scheduling p99", "leakgate_sched_latency_p99_seconds",
       "What 99 of 100 waits of goroutines for their turn stay below.", Unit::nanoseconds,
       &F::sched_latency_p99_ns},
      {"runnable", "leakgate_goroutines_runnable",
       "The most goroutines that waited for their turn at once.", Unit::count, &F::runnable},
      {"objects", "leakgate_heap_objects", "Objects that live after the tests.", Unit::count,
       &F::heap_objects},
      {"heap in use", "leakgate_heap_inuse_bytes", "Bytes in spans of the heap that are in use.",
       Unit::bytes, &F::heap_inuse_bytes},
      {"stacks", "leakgate_stack_inuse_bytes", "Bytes in stacks.", Unit::bytes,
       &F::stack_inuse_bytes},
      {"from the system", "leakgate_sys_bytes", "Bytes that the runtime has from the system.",
       Unit::bytes, &F::sys_bytes},
      {"finalizer wait", "leakgate_finalizer_wait_seconds",
       "The longest that a timed finalizer waited.", Unit::nanoseconds, &F::finalizer_wait_ns},
      {"finalizers waiting", "leakgate_finalizers_waiting",
       "The most finalizers that waited at once.", Unit::count, &F::finalizers_waiting},
  };
  return k_figures;
}

std::string
text_of(const Figure& figure, const RuntimeFigures& figures)
{
  const std::int64_t value = figures.*figure.value;
  if (value < 0) {
    return {};
  }
  switch (figure.unit) {
  case Unit::nanoseconds: return milliseconds(value);
  case Unit::bytes: return text::byte_size(value);
  case Unit::count: break;
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
  const RuntimeFigures& figures = *package.figures;
  std::vector<std::string> parts;
  // Unsigned, because what a file says may be far apart.
  const auto more =
      static_cast<std::int64_t>(static_cast<std::uint64_t>(package.goroutines_after) -
                                static_cast<std::uint64_t>(package.goroutines_before));
  if (more >= k_many) {
    parts.push_back(fmt::format("goroutines piled up (+{})", more));
  }
  const std::int64_t time_ms = package.samples.empty() ? 0 : package.samples.back().at_ms;
  const double busy = time_ms <= 0 ? 0
                                   : 100.0 * static_cast<double>(figures.gc_pause_ns) / k_million /
                                         static_cast<double>(time_ms);
  if (busy >= k_busy_percent || figures.gc_pause_p99_ns >= k_late_ns) {
    parts.push_back(fmt::format("the collector is under pressure (paused {:.0f} % of the time, p99 "
                                "{})",
                                busy, milliseconds(figures.gc_pause_p99_ns)));
  }
  if (figures.sched_latency_p99_ns >= k_late_ns) {
    parts.push_back(
        fmt::format("the scheduler is late (p99 {})", milliseconds(figures.sched_latency_p99_ns)));
  }
  return text::join(parts, " · ");
}

} // namespace leakgate::runtime_figures
