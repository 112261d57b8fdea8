#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/finding.hpp"
#include "gate/model/policy.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace leakgate::rules {

/// One goroutine of an after-snapshot, or a group of equal ones, on its way through
/// the rules.
struct Suspect
{
  const Goroutine* goroutine = nullptr;
  std::int64_t count = 1; ///< less than the group's when some of it were there before
  std::size_t stack = 0;  ///< index in the StackTable
  Name test;              ///< empty: no test did it, or it is not known which
  Name ran;               ///< the test as package testing knows it; see name_specs()
  Attribution by = Attribution::none;
  const AllowEntry* allow = nullptr; ///< the entry that allows it, or none
  /// What several looks saw it do; empty: one and the same thing, or there was one look.
  std::span<const Sighting> sightings;
  std::int64_t looks = 1; ///< that met it
  bool young = false;     ///< it came only moments before the last of many looks
};

/// Everything that was seen in the after-snapshot. Dumps are taken as they are;
/// where a dump is missing or cut, the groups of the profile count instead, with
/// creator, ancestors and state from what there is of the dump.
struct Population
{
  std::vector<Suspect> suspects;
  std::int64_t seen = 0;
  bool has_ids = false;        ///< taken from a dump
  std::deque<Goroutine> owned; ///< what `suspects` points to when taken from a profile
};

/// The population of a snapshot; it points into `after`.
[[nodiscard]] Population take_population(const Snapshot& after);

/// Hands each goroutine of a dump what the looks of its process saw of it. The suspects point
/// into `looks`.
void attach_sightings(Population& population, const Looks& looks);

/// Whether the last looks met it at one place, and it waits there for something else than time.
[[nodiscard]] bool came_to_rest(const Suspect& suspect);

/// Told of goroutines that are taken out: one for `count` equal ones.
using TakenOut = std::function<void(const Goroutine& goroutine, std::int64_t count)>;

/// Takes out the goroutines that were there before; what is left is new. Returns how
/// many were taken out; `taken_out` is told which, where it is given. By id where both sides have
/// ids, which are never used twice in a process. Otherwise by count of equal stacks, and what is
/// then left in `before` by count of the function that the goroutine runs, since it may have moved
/// on; a goroutine labelled by a test was never there before.
[[nodiscard]] std::int64_t remove_known(Population& population, const Snapshot* before,
                                        const TakenOut& taken_out = {});

/// Adds to `states` how many goroutines are in each, in Go's words, without the main goroutine; how
/// many are blocked is returned.
[[nodiscard]] std::int64_t count_states(const Population& population,
                                        std::map<std::string, std::int64_t>& states);

} // namespace leakgate::rules
