#include "rules/tiers.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using rules::tier_of;

namespace {

rules::Cluster
cluster(std::int64_t count, std::int64_t proven)
{
  rules::Cluster out;
  out.count = count;
  out.proven = proven;
  return out;
}

const rules::Cluster k_unproven = cluster(3, 0);

} // namespace

TEST_CASE("what every later round added to is growing, whatever the first did")
{
  CHECK(tier_of(k_unproven, {1, 1, 1}) == Tier::growing);
  CHECK(tier_of(k_unproven, {0, 2}) == Tier::growing);
  CHECK(tier_of(k_unproven, {-1, 2, 1}) == Tier::growing);
}

TEST_CASE("what the first round alone added is one-time")
{
  CHECK(tier_of(k_unproven, {1, 0, 0}) == Tier::one_time);
  CHECK(tier_of(k_unproven, {4, 0}) == Tier::one_time);
}

TEST_CASE("a round after which there are fewer added nothing")
{
  CHECK(tier_of(k_unproven, {3, -1, -1}) == Tier::one_time);
  CHECK(tier_of(k_unproven, {1, -1, 1}) == Tier::lingering);
}

TEST_CASE("what is neither growing nor one-time is lingering")
{
  CHECK(tier_of(k_unproven, {1, 1, 0}) == Tier::lingering);
  CHECK(tier_of(k_unproven, {0, 0, 0}) == Tier::lingering);
  CHECK(tier_of(k_unproven, {1}) == Tier::lingering);
  CHECK(tier_of(k_unproven, {}) == Tier::lingering);
}

TEST_CASE("what is proven of all stays proven")
{
  CHECK(tier_of(cluster(3, 3), {1, 0, 0}) == Tier::proven);
  CHECK(tier_of(cluster(3, 3), {1, 1, 1}) == Tier::proven);
}

TEST_CASE("what is proven of some is never one-time")
{
  CHECK(tier_of(cluster(3, 1), {1, 0, 0}) == Tier::lingering);
  CHECK(tier_of(cluster(3, 1), {1, 1, 1}) == Tier::growing);
}
