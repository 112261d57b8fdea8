#pragma once

#include "gate/model/evidence.hpp"
#include "rules/clusters/cluster.hpp"

#include <cstdint>
#include <vector>

namespace leakgate::rules {

/// What the rounds of one process say about one of its clusters.
struct RoundGrowth
{
  /// New goroutines of each round, the first compared with the snapshot from before the
  /// tests; less than nothing when more ended than began. Empty when they tell nothing.
  std::vector<std::int64_t> rounds;
  bool ambiguous = false; ///< empty because another cluster has the same stack
};

/// For each cluster how many goroutines each round of a process of the same build added, by
/// the stacks in the rounds' profiles; for rounds that are above the budget of a dump, see
/// RoundCounts for all others. A profile knows no `go` statement: where two clusters
/// have one stack, the test in the profile's label tells which one it is. Empty when there
/// was one round, when the label does not tell either, or when no round met the cluster
/// (examples run after the last).
[[nodiscard]] std::vector<RoundGrowth> growth_in_rounds(const std::vector<Cluster>& clusters,
                                                        const PackageEvidence& evidence);

} // namespace leakgate::rules
