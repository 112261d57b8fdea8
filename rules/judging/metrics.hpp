#pragma once

#include "gate/model/evidence.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace leakgate::rules {

/// Adds up what the metrics of a verdict are made of, over all judged packages.
class Metrics
{
public:
  /// One test process: `blocked` of the `seen` goroutines of its after-snapshot wait for others.
  void add_process(const PackageEvidence& evidence, std::int64_t seen, std::int64_t blocked);

  /// Goroutines that findings report.
  void add_reported(std::int64_t goroutines);

  /// `GoroutinesDelta` after minus before; `HeapDeltaBytes` the same of the live heap;
  /// `GoroutinesReported`; `BlockedGoroutinesRatio` of the goroutines after, 0 to 1;
  /// `SettleTimeMilliseconds` and `FinalizerWaitTimePercent` (how long a finalizer waited
  /// after a forced collection, in percent of the process's total GC pause) of the worst
  /// package. What was not measured is not there.
  [[nodiscard]] std::map<std::string, double> values() const;

private:
  std::int64_t m_processes = 0;
  std::int64_t m_delta = 0;
  std::optional<std::int64_t> m_heap_delta;
  std::int64_t m_seen = 0;
  std::int64_t m_blocked = 0;
  std::int64_t m_reported = 0;
  std::int64_t m_settle_ms = 0;
  std::optional<double> m_finalizer_percent;
};

} // namespace leakgate::rules
