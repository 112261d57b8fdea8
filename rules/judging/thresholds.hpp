#pragma once

#include "gate/model/policy.hpp"
#include "gate/model/source_roots.hpp"
#include "gate/model/verdict.hpp"
#include "rules/judging/metrics.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace leakgate::rules {

/// What one package is measured against.
struct PackageLimits
{
  Thresholds thresholds;
  std::string where; ///< the entry under `packages:`, `.leakgate.yml:20`; empty: the run's
};

/// The thresholds of the first entry for the package, or those of the run.
[[nodiscard]] PackageLimits thresholds_for(const Policy& policy, const SourceRoots& roots,
                                           const std::string& import_path);

/// What a package is judged by beside its leaks, over all its test processes.
struct PackageMeasures
{
  Measures sum;
  std::optional<HeapSummary> heap;            ///< no value: not measured
  std::optional<Figures> figures;             ///< likewise
  std::map<std::string, std::int64_t> states; ///< goroutines after the tests: state → how many
};

/// A finding for each threshold that the package exceeds, without a disposition: rules
/// heap-growth, heap-objects, blocked-ratio, finalizer-wait, gc-pause, sched-latency, runnable,
/// states. Each has a fingerprint over package and rule.
[[nodiscard]] std::vector<Finding> threshold_findings(const std::string& import_path,
                                                      const PackageMeasures& measures,
                                                      const Thresholds& limits);

} // namespace leakgate::rules
