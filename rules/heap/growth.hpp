#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/policy.hpp"

#include <cstdint>
#include <vector>

namespace leakgate::rules {

/// As many rounds as must grow behind the warm-up, each of them.
inline constexpr int k_counted_rounds = 4;

/// What each round behind the warm-up added.
struct HeapGrown
{
  std::vector<std::int64_t> bytes;
  std::vector<std::int64_t> objects; ///< as many as bytes

  friend bool operator==(const HeapGrown&, const HeapGrown&) = default;
};

/// Of rounds that were measured; nothing is counted from the first on that was not.
[[nodiscard]] HeapGrown counted_rounds(const std::vector<Round>& rounds, int warm_up);

/// True when every counted round, and there are enough, added at least the floor in bytes, or every
/// one the floor in objects. One that did not says that something was filled, and is full.
[[nodiscard]] bool grows(const HeapGrown& growth, const HeapPolicy& policy);

/// True when no counted round added more than the one before, and the last less than two thirds of
/// the first: what has a limit, and comes to it in more rounds than are run. What leaks adds the
/// same each time.
[[nodiscard]] bool fades(const HeapGrown& growth);

/// The least that a round added, which each of them did; 0 where nothing was counted.
[[nodiscard]] std::int64_t least(const std::vector<std::int64_t>& rounds);

/// Adds `more`, round by round, to a sum that has as many rounds or none.
void add(HeapGrown& sum, const HeapGrown& more);

} // namespace leakgate::rules
