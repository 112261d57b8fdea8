#include "rules/tiers.hpp"

#include <algorithm>

namespace leakgate::rules {

Tier
tier_of_rounds(const std::vector<std::int64_t>& rounds)
{
  if (rounds.size() < 2) {
    return Tier::lingering;
  }
  const auto added = [](std::int64_t count) { return count > 0; };
  if (std::all_of(rounds.begin() + 1, rounds.end(), added)) {
    return Tier::growing;
  }
  const bool later = std::any_of(rounds.begin() + 1, rounds.end(), added);
  return added(rounds.front()) && !later ? Tier::one_time : Tier::lingering;
}

Tier
tier_of(const Cluster& cluster, const std::vector<std::int64_t>& rounds)
{
  if (cluster.proven == cluster.count) {
    return Tier::proven;
  }
  const Tier tier = tier_of_rounds(rounds);
  return tier == Tier::one_time && cluster.proven > 0 ? Tier::lingering : tier;
}

} // namespace leakgate::rules
