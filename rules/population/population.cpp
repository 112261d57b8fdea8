#include "rules/population/population.hpp"

#include "gate/base/saturate.hpp"
#include "rules/names/suite_names.hpp"
#include "rules/stacks/ancestry.hpp"
#include "rules/stacks/goroutine_order.hpp"
#include "rules/stacks/identity.hpp"
#include "rules/stacks/profile_stacks.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace leakgate::rules {

namespace {

// What fewer looks than this met, out of so many, was started when the tests were long over.
constexpr std::int64_t k_enough_looks = 3;
constexpr std::int64_t k_many_looks = 6;

using FramesTable = std::unordered_map<std::vector<Frame>, const Goroutine*, FramesHash>;

// For each stack of the dump the goroutine that comes first in content and id.
FramesTable
by_frames(const std::vector<Goroutine>& dump)
{
  FramesTable table;
  for (const Goroutine& goroutine : dump) {
    const auto [entry, added] = table.try_emplace(comparable_frames(goroutine), &goroutine);
    if (!added && goroutine_less(goroutine, *entry->second)) {
      entry->second = &goroutine;
    }
  }
  return table;
}

Population
from_dump(const Snapshot& after)
{
  Population out;
  out.has_ids = true;
  out.seen = static_cast<std::int64_t>(after.dump.size());
  out.suspects.reserve(after.dump.size());
  for (const Goroutine& goroutine : after.dump) {
    out.suspects.emplace_back().goroutine = &goroutine;
  }
  return out;
}

Population
from_profile(const Snapshot& after)
{
  Population out;
  const FramesTable details = by_frames(after.dump);
  for (Goroutine& group : as_in_dump(after.profile)) {
    if (const auto found = details.find(group.frames); found != details.end()) {
      group.wait = found->second->wait;
      group.state = found->second->state;
      group.created_by = found->second->created_by;
      group.ancestors = found->second->ancestors;
    }
    out.seen += group.count;
    out.owned.push_back(std::move(group));
  }
  for (const Goroutine& group : out.owned) {
    Suspect& suspect = out.suspects.emplace_back();
    suspect.goroutine = &group;
    suspect.count = group.count;
  }
  return out;
}

// Ids are never used twice in a process: where both sides have them, equal ids are one
// goroutine.
bool
comparable_by_id(const Snapshot& before, const Population& population)
{
  return population.has_ids && before.dump_taken && before.dump_complete;
}

void
tell(const TakenOut& taken_out, const Suspect& suspect, std::int64_t count)
{
  if (taken_out && count > 0) {
    taken_out(*suspect.goroutine, count);
  }
}

std::int64_t
remove_by_id(Population& population, const Snapshot& before, const TakenOut& taken_out)
{
  std::unordered_set<std::int64_t> known;
  for (const Goroutine& goroutine : before.dump) {
    known.insert(goroutine.id);
  }
  return static_cast<std::int64_t>(std::erase_if(population.suspects, [&](const Suspect& each) {
    const bool is_known = known.contains(each.goroutine->id);
    tell(taken_out, each, is_known ? 1 : 0);
    return is_known;
  }));
}

using Counts = std::unordered_map<std::vector<Frame>, std::int64_t, FramesHash>;

// The function with which a goroutine started: the same for as long as it lives.
std::vector<Frame>
entry_function(const Goroutine& goroutine)
{
  if (goroutine.frames.empty()) {
    return {};
  }
  return {{goroutine.frames.back().function, {}, 0}};
}

template <typename Key>
std::int64_t
subtract(std::vector<Suspect*>& suspects, Counts& known, const TakenOut& taken_out, Key key)
{
  std::int64_t removed = 0;
  for (Suspect* suspect : suspects) {
    const auto found = known.find(key(*suspect->goroutine));
    if (found == known.end()) {
      continue;
    }
    const std::int64_t taken = std::min(found->second, suspect->count);
    found->second -= taken;
    suspect->count -= taken;
    removed += taken;
    tell(taken_out, *suspect, taken);
  }
  return removed;
}

std::int64_t
remove_by_count(Population& population, const Snapshot& before, const TakenOut& taken_out)
{
  Counts by_stack;
  const std::vector<Goroutine> groups =
      before.profile.empty() ? before.dump : as_in_dump(before.profile);
  for (const Goroutine& group : groups) {
    by_stack[comparable_frames(group)] += group.count;
  }

  std::vector<Suspect*> candidates;
  for (Suspect& suspect : population.suspects) {
    if (test_label(*suspect.goroutine).empty()) {
      candidates.push_back(&suspect);
    }
  }
  std::ranges::sort(candidates, [](const Suspect* a, const Suspect* b) {
    return goroutine_less(*a->goroutine, *b->goroutine);
  });
  std::int64_t removed = subtract(candidates, by_stack, taken_out, comparable_frames);
  Counts by_entry;
  for (const Goroutine& group : groups) {
    const auto left = by_stack.find(comparable_frames(group));
    by_entry[entry_function(group)] += left->second;
    left->second = 0;
  }
  removed += subtract(candidates, by_entry, taken_out, entry_function);
  std::erase_if(population.suspects, [](const Suspect& each) { return each.count == 0; });
  return removed;
}

// Of the main goroutine nobody asks what it does.
bool
is_main(const Goroutine& goroutine)
{
  constexpr std::int64_t k_main_id = 1;
  return goroutine.id == k_main_id ||
         (goroutine.id == 0 && has_function(goroutine.frames, "testing.(*M).Run"));
}

} // namespace

Population
take_population(const Snapshot& after)
{
  const bool whole_dump = after.dump_taken && after.dump_complete && !after.dump.empty();
  return whole_dump || after.profile.empty() ? from_dump(after) : from_profile(after);
}

void
attach_sightings(Population& population, const Looks& looks)
{
  if (!population.has_ids) {
    return;
  }
  const std::span<const Sighting> all(looks.sightings);
  const auto id = [](const Sighting& each) { return each.goroutine.id; };
  for (Suspect& suspect : population.suspects) {
    const auto found = std::ranges::equal_range(all, suspect.goroutine->id, {}, id);
    suspect.sightings = {found.begin(), found.end()};
    suspect.looks = std::max<std::int64_t>(1, looks.taken);
    if (suspect.goroutine->leaked) {
      // It can never wake, so it stays where the last look met it. What it did before does not
      // make it move, though it may fill most of the few looks that a proof makes do with.
      suspect.sightings = {};
    }
    if (!suspect.sightings.empty()) {
      suspect.looks = 0;
      for (const Sighting& sighting : suspect.sightings) {
        suspect.looks = saturating_add(suspect.looks, sighting.times);
      }
      suspect.young = looks.taken >= k_many_looks && suspect.looks < k_enough_looks &&
                      !restarts_itself(*suspect.goroutine);
    }
  }
}

bool
came_to_rest(const Suspect& suspect)
{
  const Goroutine& last = *suspect.goroutine;
  if (is_running(last.wait) || last.wait == Wait::sleep || last.wait == Wait::unknown) {
    return false;
  }
  const auto there = std::ranges::find_if(suspect.sightings, [&](const Sighting& sighting) {
    return sighting.goroutine.wait == last.wait && sighting.goroutine.frames == last.frames;
  });
  const std::int64_t always = suspect.sightings.empty() ? suspect.looks : 0;
  return (there == suspect.sightings.end() ? always : there->times) >= k_enough_looks;
}

std::int64_t
remove_known(Population& population, const Snapshot* before, const TakenOut& taken_out)
{
  if (before == nullptr) {
    return 0;
  }
  return comparable_by_id(*before, population) ? remove_by_id(population, *before, taken_out)
                                               : remove_by_count(population, *before, taken_out);
}

std::int64_t
count_states(const Population& population, std::map<std::string, std::int64_t>& states)
{
  std::int64_t blocked = 0;
  for (const Suspect& suspect : population.suspects) {
    if (!is_main(*suspect.goroutine)) {
      states[suspect.goroutine->state] += suspect.count;
    }
    if (is_blocked(suspect.goroutine->wait)) {
      blocked += suspect.count;
    }
  }
  return blocked;
}

} // namespace leakgate::rules
