#include "rules/rounds/tiers.hpp"

#include <doctest/doctest.h>

#include <utility>

using namespace leakgate;
using rules::tier_of;
using rules::TierEvidence;

namespace {

TierEvidence
rounds(std::vector<std::int64_t> rounds)
{
  TierEvidence evidence;
  evidence.count = 3;
  evidence.rounds = std::move(rounds);
  return evidence;
}

TierEvidence
with(TierEvidence evidence, bool TierEvidence::*flag)
{
  evidence.*flag = true;
  return evidence;
}

TierEvidence
proven(TierEvidence evidence, std::int64_t count)
{
  evidence.proven = count;
  return evidence;
}

} // namespace

TEST_CASE("what every later round added to is growing, whatever the first did")
{
  CHECK(tier_of(rounds({1, 1, 1})) == Tier::growing);
  CHECK(tier_of(rounds({0, 2})) == Tier::growing);
  CHECK(tier_of(rounds({-1, 2, 1})) == Tier::growing);
}

TEST_CASE("what came to life a round late grows all the same")
{
  CHECK(tier_of(rounds({1, 0, 2})) == Tier::growing);
  CHECK(tier_of(rounds({1, 0, 2, 0, 2})) == Tier::growing);
  CHECK(tier_of(rounds({1, 0, 1})) == Tier::lingering);
  CHECK(tier_of(rounds({1, 0, 0, 3})) == Tier::lingering);
  CHECK(tier_of(rounds({1, 2, 0})) == Tier::lingering);
}

TEST_CASE("what the first round alone added is one-time")
{
  CHECK(tier_of(rounds({1, 0, 0})) == Tier::one_time);
  CHECK(tier_of(rounds({4, 0})) == Tier::one_time);
}

TEST_CASE("a round after which there are fewer added nothing")
{
  CHECK(tier_of(rounds({3, -1, -1})) == Tier::one_time);
  CHECK(tier_of(rounds({1, -1, 1})) == Tier::lingering);
}

TEST_CASE("what is neither growing nor one-time is lingering")
{
  CHECK(tier_of(rounds({1, 1, 0})) == Tier::lingering);
  CHECK(tier_of(rounds({0, 0, 0})) == Tier::lingering);
  CHECK(tier_of(rounds({1})) == Tier::lingering);
  CHECK(tier_of(rounds({})) == Tier::lingering);
}

TEST_CASE("what is proven of all stays proven")
{
  CHECK(tier_of(proven(rounds({1, 0, 0}), 3)) == Tier::proven);
  CHECK(tier_of(proven(rounds({1, 1, 1}), 3)) == Tier::proven);
  CHECK(tier_of(proven(with(rounds({}), &TierEvidence::young), 3)) == Tier::proven);
}

TEST_CASE("what is proven of some is never one-time and never ends by itself")
{
  CHECK(tier_of(proven(rounds({1, 0, 0}), 1)) == Tier::lingering);
  CHECK(tier_of(proven(rounds({1, 1, 1}), 1)) == Tier::growing);
  CHECK(tier_of(proven(with(rounds({1, 0, 0}), &TierEvidence::ends_by_itself), 1)) ==
        Tier::lingering);
  CHECK(tier_of(proven(with(rounds({}), &TierEvidence::young), 1)) == Tier::lingering);
}

TEST_CASE("what was seen to end is not growing, however many each round added")
{
  CHECK(tier_of(with(rounds({1, 1, 1}), &TierEvidence::ends_by_itself)) == Tier::ends_by_itself);
  CHECK(tier_of(with(rounds({131, 129, 20}), &TierEvidence::ends_by_itself)) ==
        Tier::ends_by_itself);
}

TEST_CASE("that it was started long after the tests counts only where there are no rounds")
{
  CHECK(tier_of(with(rounds({}), &TierEvidence::young)) == Tier::ends_by_itself);
  CHECK(tier_of(with(rounds({1, 0, 0}), &TierEvidence::young)) == Tier::one_time);
}

TEST_CASE("what is stuck in its work is not one-time, unless each round was seen to end the last")
{
  CHECK(tier_of(with(rounds({1, 0, 0}), &TierEvidence::stuck)) == Tier::lingering);
  CHECK(tier_of(with(with(rounds({}), &TierEvidence::once_a_process), &TierEvidence::stuck)) ==
        Tier::lingering);
  CHECK(tier_of(with(with(rounds({1, -1, 1}), &TierEvidence::stuck), &TierEvidence::replaced)) ==
        Tier::one_time);
}

TEST_CASE("what the runtime starts for the user is there once a process and never one-time")
{
  CHECK(tier_of(with(rounds({1, 0, 0}), &TierEvidence::for_runtime)) == Tier::lingering);
}

TEST_CASE("what something else speaks against is not one-time")
{
  CHECK(tier_of(with(rounds({5, 0, 0}), &TierEvidence::contradicted)) == Tier::lingering);
  CHECK(tier_of(rounds({5, 0, 0})) == Tier::one_time);
}

TEST_CASE("what each round replaces does not add up")
{
  CHECK(tier_of(with(rounds({1, -1, 1}), &TierEvidence::replaced)) == Tier::one_time);
  CHECK(tier_of(with(with(rounds({1, 0, 0}), &TierEvidence::replaced),
                     &TierEvidence::for_runtime)) == Tier::lingering);
}

TEST_CASE("where no rounds are possible, what is there once a process is one-time")
{
  const TierEvidence once = with(rounds({}), &TierEvidence::once_a_process);
  CHECK(tier_of(once) == Tier::one_time);
  CHECK(tier_of(with(once, &TierEvidence::for_runtime)) == Tier::lingering);
  CHECK(tier_of(proven(once, 1)) == Tier::lingering);
  CHECK(tier_of(proven(once, 3)) == Tier::proven);
  // Rounds know better.
  CHECK(tier_of(with(rounds({1, 1, 1}), &TierEvidence::once_a_process)) == Tier::growing);
}
