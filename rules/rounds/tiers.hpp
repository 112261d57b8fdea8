#pragma once

#include "gate/model/finding.hpp"

#include <cstdint>
#include <vector>

namespace leakgate::rules {

/// What is known of the goroutines that one test left of one leak.
struct TierEvidence
{
  std::int64_t count = 0;           ///< in the first run
  std::int64_t proven = 0;          ///< of them by the garbage collector
  std::vector<std::int64_t> rounds; ///< empty: none, or they do not tell
  bool ends_by_itself = false;      ///< what the first round left was seen to end
  /// What each round left was gone when the next was over: it does not add up.
  bool replaced = false;
  /// Started moments before the last look of the first run, long after the tests: of such ones,
  /// which come and go, the rounds met some by chance.
  bool young = false;
  /// The Go runtime started them to run the user's code: a finalizer, a cleanup, the callback
  /// of a timer. There is one of them a process, so that rounds cannot show whether it grows.
  bool for_runtime = false;
  /// Something else speaks against a goroutine that is started once.
  bool contradicted = false;
  /// It is stuck in its work: no worker that a process starts once waits like that.
  bool stuck = false;
  /// There are no rounds, because its test cannot run twice in one process; but other processes,
  /// or the source, show that it is there once a process, whoever starts it.
  bool once_a_process = false;
};

/// What the rounds alone say. `growing`: there were two or more, and each after the first
/// added some, or came late by a round. `one_time`: the first added some, none of the later ones
/// did. All else is `lingering`. A negative number adds nothing.
[[nodiscard]] Tier tier_of_rounds(const std::vector<std::int64_t>& rounds);

/// How strong the evidence is: the decision table of rules/README.md. It depends on nothing
/// but the evidence about this one test, so that neighbours, order and parallel tests change
/// nothing.
[[nodiscard]] Tier tier_of(const TierEvidence& evidence);

} // namespace leakgate::rules
