#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/policy.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace leakgate::rules {

/// As many rounds as must grow behind the warm-up, each of them.
inline constexpr int k_counted_rounds = 4;

/// As many as show what grows in steps: a slice or a map that doubles now and then. What keeps as
/// much more in each round then has grown by twice as much in rounds 11 to 20 as in 6 to 10,
/// however high its steps are; what has a limit has come to it, or grows by less.
inline constexpr int k_step_rounds = 20;

/// What each round behind the warm-up added.
struct HeapGrown
{
  std::vector<std::int64_t> bytes;
  std::vector<std::int64_t> objects; ///< as many as bytes
  bool in_steps = false;             ///< a round's part, over rounds 6 to 10 and 11 to 20

  friend bool operator==(const HeapGrown&, const HeapGrown&) = default;
};

/// Of rounds that were measured; nothing is counted from the first on that was not. In steps where
/// there are enough for that.
[[nodiscard]] HeapGrown counted_rounds(const std::vector<Round>& rounds, int warm_up);

/// What each round behind `warm_up` added, in steps where there are enough of them: between the
/// levels after five, ten and twenty rounds, each the less of two, so that one round's noise is
/// none.
[[nodiscard]] HeapGrown in_steps(HeapGrown each, int warm_up);

/// What a round of the last ten of twenty added, bytes and objects, the one in the middle: what
/// leaks in each round is in it, and neither a round in which something large was still held nor
/// the one after it. No value where there are no twenty.
[[nodiscard]] std::optional<LiveHeap> late_round(const std::vector<Round>& rounds);

/// True when every counted round, and there are enough, added at least the floor in bytes, or every
/// one the floor in objects. One that did not says that something was filled, and is full. In
/// steps: the floor in bytes, and later ones as much as earlier ones.
[[nodiscard]] bool grows(const HeapGrown& growth, const HeapPolicy& policy);

/// The same for what one site of a growing package kept: each round added something, and all but
/// one the floor. A map that splits is counted twice for as long as something still points to its
/// old half, and the round after that is given back what this one had too much.
[[nodiscard]] bool site_grows(const HeapGrown& growth, const HeapPolicy& policy);

/// True when each round added something, of both, or in steps later ones as much as earlier ones.
[[nodiscard]] bool keeps_growing(const HeapGrown& growth);

/// True when no counted round added more than the one before, and the last less than two thirds of
/// the first: what has a limit, and comes to it in more rounds than are run. What leaks adds the
/// same each time.
[[nodiscard]] bool fades(const HeapGrown& growth);

/// The least that a round added, which each of them did; 0 where nothing was counted.
[[nodiscard]] std::int64_t least(const std::vector<std::int64_t>& rounds);

[[nodiscard]] std::int64_t sum(const std::vector<std::int64_t>& rounds);

/// The least that all rounds but one added, where there are so many that one does not count.
[[nodiscard]] std::int64_t usual(std::vector<std::int64_t> rounds);

/// Adds `more`, round by round, to a sum that has as many rounds or none.
void add(HeapGrown& sum, const HeapGrown& more);

/// Takes `part` away, round by round; it has as many rounds or none.
void subtract(HeapGrown& from, const HeapGrown& part);

} // namespace leakgate::rules
