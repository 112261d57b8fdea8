#pragma once

#include "gate/model/finding.hpp"
#include "rules/cluster.hpp"

#include <cstdint>
#include <vector>

namespace leakgate::rules {

/// What the rounds alone say. `growing`: there were two or more, and each after the first
/// added some. `one_time`: the first added some, none of the later ones did. All else is
/// `lingering`. A negative number adds nothing.
[[nodiscard]] Tier tier_of_rounds(const std::vector<std::int64_t>& rounds);

/// How strong the evidence against a cluster is: `proven` where the garbage collector
/// proved it of all its goroutines, otherwise what the rounds say, but never `one_time`
/// where it proved it of some: a singleton is meant to live on, what can never wake is not.
[[nodiscard]] Tier tier_of(const Cluster& cluster, const std::vector<std::int64_t>& rounds);

} // namespace leakgate::rules
