#pragma once

#include "gate/model/evidence.hpp"
#include "rules/cluster.hpp"

#include <cstdint>
#include <vector>

namespace leakgate::rules {

/// For each cluster how many goroutines each `-count` round added, by the stacks in the
/// rounds' profiles. Nothing for a cluster when there was one round, or when its stacks
/// cannot be told from another cluster's (a profile knows no `go` statement).
[[nodiscard]] std::vector<std::vector<std::int64_t>>
growth_per_round(const std::vector<Cluster>& clusters, const PackageEvidence& evidence);

} // namespace leakgate::rules
