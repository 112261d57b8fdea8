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
  const std::string awaits = await.count() > 0 ? fmt::format("\nawait_ms={}", await.count()) : "";
  return fmt::format("{}{}{}\ndir={}\nrun={}", lines, lingers, awaits, folder, run);
}

} // namespace leakgate
