#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/policy.hpp"
#include "gate/model/verdict.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace leakgate {

/// A package whose heap is looked at: what the suite left in it may be a leak, or a table that was
/// filled once.
struct HeapTarget
{
  std::string package;
  std::set<std::string> tests; ///< top-level, those that passed and leak no goroutine
  std::set<std::string> apart; ///< those that do: what they add is theirs
  bool holds = false;          ///< their goroutines hold more than a goroutine itself takes
  std::int64_t bytes = 0;      ///< by which the heap grew in the suite

  friend bool operator==(const HeapTarget&, const HeapTarget&) = default;
};

/// The packages whose live heap grew in the suite by the trigger of `policy.heap`, or that have
/// memory in the baseline, or all, that ran to their end in one process with one round. With `off`,
/// none.
[[nodiscard]] std::vector<HeapTarget>
plan_heap_check(const Verdict& verdict, const Evidence& evidence, const Policy& policy);

/// The targets by how long their tests took at `first`: where the time is short, most are looked
/// at.
[[nodiscard]] std::vector<HeapTarget> quickest_first(std::vector<HeapTarget> targets,
                                                     const TestRun& first);

/// The tests in processes of their own, where they are few: each shows by itself whether what it
/// fills has a limit. Else all together; nothing where there are none.
[[nodiscard]] std::vector<std::set<std::string>> each_of_few(const std::set<std::string>& tests);

} // namespace leakgate
