#include "rules/rounds/tiers.hpp"

#include "gate/base/saturate.hpp"

#include <algorithm>

namespace leakgate::rules {

namespace {

// On a busy machine what one round starts may come to life in the next: `+1 +0 +2` is one a
// round.
bool
grew_late(const std::vector<std::int64_t>& rounds)
{
  std::int64_t sum = 0;
  for (std::size_t later = 1; later < rounds.size(); ++later) {
    if (rounds[later] < 0) {
      return false;
    }
    sum = saturating_add(sum, rounds[later]);
    if (sum + 1 < static_cast<std::int64_t>(later)) {
      return false;
    }
  }
  return rounds.back() > 0 && sum >= static_cast<std::int64_t>(rounds.size()) - 1;
}

} // namespace

Tier
tier_of_rounds(const std::vector<std::int64_t>& rounds)
{
  if (rounds.size() < 2) {
    return Tier::lingering;
  }
  const auto added = [](std::int64_t count) { return count > 0; };
  if (std::all_of(rounds.begin() + 1, rounds.end(), added) || grew_late(rounds)) {
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
  const bool never_once = evidence.for_runtime || evidence.contradicted || evidence.proven > 0 ||
                          (evidence.stuck && !evidence.replaced);
  if (evidence.rounds.size() < 2 && evidence.once_a_process && !never_once) {
    return Tier::one_time;
  }
  if (evidence.rounds.size() < 2) {
    return evidence.young && evidence.proven == 0 ? Tier::ends_by_itself : Tier::lingering;
  }
  const Tier by_rounds = tier_of_rounds(evidence.rounds);
  const bool adds_up = by_rounds == Tier::growing && !evidence.young;
  const Tier tier = evidence.replaced && !adds_up ? Tier::one_time : by_rounds;
  return tier == Tier::one_time && never_once ? Tier::lingering : tier;
}

} // namespace leakgate::rules
