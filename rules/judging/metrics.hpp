#pragma once

#include "gate/model/evidence.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace leakgate::rules {

/// What limits and metrics go by: of one test process, or added up over several.
struct Measures
{
  std::int64_t goroutines = 0;            ///< of the after-snapshot
  std::int64_t blocked = 0;               ///< of them that wait for another one
  std::int64_t delta = 0;                 ///< goroutines after minus before
  std::optional<std::int64_t> heap_delta; ///< live heap after minus before
  std::int64_t settle_ms = 0;             ///< the longest
  /// The longest that a finalizer waited from the collection that found its object dead, in percent
  /// of the process's total GC pause: of those that were set while the tests ran and after them. No
  /// value where it was not measured or never ran.
  std::optional<double> finalizer_percent;
  bool finalizer_stuck = false; ///< the finalizer set after the tests never ran

  Measures& operator+=(const Measures& other);
};

/// Of one process: `blocked` of the `goroutines` of its after-snapshot wait for others.
[[nodiscard]] Measures measures_of(const PackageEvidence& evidence, std::int64_t goroutines,
                                   std::int64_t blocked);

/// Adds up what the metrics of a verdict are made of, over all judged packages.
class Metrics
{
public:
  void add(const Measures& process);

  /// Goroutines that findings report.
  void add_reported(std::int64_t goroutines);

  /// By the names of gate/model/metric. What was not measured is not there.
  [[nodiscard]] std::map<std::string, double> values() const;

private:
  std::int64_t m_processes = 0;
  std::int64_t m_reported = 0;
  Measures m_sum;
};

} // namespace leakgate::rules
