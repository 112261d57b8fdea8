#include "gate/capture/probe_options.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace leakgate {

std::string
ProbeOptions::canonical() const
{
  return fmt::format("ancestors={} limit={} proof={} rounds={} sample_ms={} settle_ms={}",
                     ancestors, limit, to_string(proof), rounds, sample.count(), settle.count());
}

std::string
ProbeOptions::environment_value(const std::string& folder, const std::string& run) const
{
  std::string lines = canonical();
  std::replace(lines.begin(), lines.end(), ' ', '\n');
  const std::string lingers =
      linger.count() > 0 ? fmt::format("\nlinger_ms={}", linger.count()) : "";
  const std::string stops = rounds_stop_when_known ? "\nknown=1" : "";
  const std::string awaits = await.count() > 0 ? fmt::format("\nawait_ms={}", await.count()) : "";
  // The probe reads 31 bits; no round of a real suite adds more.
  constexpr std::int64_t k_most = (std::int64_t{1} << 31) - 1;
  const std::string heaps =
      heap == HeapMeasure::nothing
          ? ""
          : fmt::format("\nheap={}\nheap_bytes={}\nheap_objects={}",
                        heap == HeapMeasure::sites ? 2 : 1, std::min(heap_floor_bytes, k_most),
                        std::min(heap_floor_objects, k_most));
  return fmt::format("{}{}{}{}{}\ndir={}\nrun={}", lines, lingers, stops, awaits, heaps, folder,
                     run);
}

} // namespace leakgate
