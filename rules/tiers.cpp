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

// A line a row of the table, in its order.
Tier
tier_of(const TierEvidence& evidence)
{
  if (evidence.count > 0 && evidence.proven == evidence.count) {
    return Tier::proven;
  }
  if (evidence.ends_by_itself && evidence.proven == 0) {
    return Tier::ends_by_itself;
  }
  if (evidence.rounds.size() < 2) {
    return evidence.may_end && evidence.proven == 0 ? Tier::ends_by_itself : Tier::lingering;
  }
  const Tier tier = evidence.replaced ? Tier::one_time : tier_of_rounds(evidence.rounds);
  const bool never_once = evidence.for_runtime || evidence.contradicted || evidence.proven > 0;
  return tier == Tier::one_time && never_once ? Tier::lingering : tier;
}

} // namespace leakgate::rules
