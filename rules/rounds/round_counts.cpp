#include "rules/rounds/round_counts.hpp"

#include "rules/stacks/ancestry.hpp"
#include "rules/stacks/blocked_place.hpp"

#include <algorithm>
#include <unordered_set>

namespace leakgate::rules {

RoundCounts::RoundCounts(const PackageEvidence& evidence, const PackageRun* run,
                         const Population& population, const TestNames& names, StackTable& stacks,
                         const Identities& identities, SourceNames& sources)
    : m_evidence(evidence), m_names(names), m_stacks(stacks), m_identities(identities),
      m_sources(sources)
{
  m_usable = population.has_ids && evidence.rounds.size() >= 2 &&
             std::ranges::all_of(evidence.rounds, &Round::dump_taken);
  if (!m_usable) {
    return;
  }
  if (run != nullptr) {
    for (const TestCase& test : run->tests) {
      ++m_ran[test.name]; // each round of it stands in there on its own
    }
  }
  for (const Suspect& suspect : population.suspects) {
    m_left.emplace(suspect.goroutine->id, &suspect);
  }
  for (const Sighting& sighting : evidence.looks.sightings) {
    m_last_seen[sighting.goroutine.id] = sighting.last_ms;
  }
  for (std::size_t round = 0; round < evidence.rounds.size(); ++round) {
    for (const std::int64_t id : evidence.rounds[round].ended) {
      m_ended.emplace(id, round);
    }
  }
  for (std::size_t round = 0; round < evidence.rounds.size(); ++round) {
    for (const Goroutine& goroutine : evidence.rounds[round].came) {
      add(goroutine, round);
    }
  }
  add_latecomers(population);
  note_heirs(population);
}

// In how many rounds a test ran: later ones leave out what two have shown all of.
std::size_t
RoundCounts::rounds_of(std::string_view test) const
{
  const auto ran = m_ran.find(top_level_test(test));
  return ran == m_ran.end() || ran->second < 2 ? m_evidence.rounds.size()
                                               : std::min(ran->second, m_evidence.rounds.size());
}

// One that starts its successor before it ends has not ended, as a leak.
void
RoundCounts::note_heirs(const Population& population)
{
  for (const Suspect& suspect : population.suspects) {
    m_ancestors.insert(suspect.goroutine->created_in);
    for (const Ancestor& ancestor : suspect.goroutine->ancestors) {
      m_ancestors.insert(ancestor.id);
    }
  }
}

std::vector<Name>
RoundCounts::tests_of(const Start& start) const
{
  std::vector<Name> tests;
  for (const Came& came : m_came) {
    if (may_be_same(came.start, start) && std::ranges::find(tests, came.test) == tests.end()) {
      tests.push_back(came.test);
    }
  }
  return tests;
}

// What was started when the last round was recorded already is of the last round.
void
RoundCounts::add_latecomers(const Population& population)
{
  std::unordered_set<std::int64_t> known;
  for (const Came& came : m_came) {
    known.insert(came.goroutine->id);
  }
  for (const Suspect& suspect : population.suspects) {
    if (!known.contains(suspect.goroutine->id) && !suspect.young) {
      add(*suspect.goroutine, m_evidence.rounds.size() - 1);
    }
  }
}

void
RoundCounts::add(const Goroutine& goroutine, std::size_t round)
{
  const std::size_t stack = m_stacks.index_of(goroutine);
  if (!m_stacks.facts(stack).runtime_reason.empty()) {
    return;
  }
  Came came;
  came.goroutine = &goroutine;
  came.start = m_identities.start_of(goroutine);
  came.place = signature_of(goroutine, m_stacks.facts(stack).wait, m_sources);
  const auto left = m_left.find(goroutine.id);
  came.at_end = left != m_left.end();
  if (came.at_end) {
    const Goroutine& last = *left->second->goroutine;
    came.last_place = signature_of(last, m_stacks.facts(m_stacks.index_of(last)).wait, m_sources);
  }
  // The last dump has the ancestors, so it knows best whose goroutine it is.
  came.test = came.at_end ? left->second->test : Name(test_label(goroutine));
  if (came.test.empty()) {
    came.test = Name(test_from_closure(goroutine, m_names));
  }
  came.round = std::min(round, rounds_of(came.test.view()) - 1);
  if (const auto ended = m_ended.find(goroutine.id); ended != m_ended.end()) {
    came.ended = ended->second;
  }
  if (const auto seen = m_last_seen.find(goroutine.id); seen != m_last_seen.end()) {
    came.last_seen_ms = seen->second;
  }
  m_by_file[came.start.file].push_back(m_came.size());
  m_came.push_back(std::move(came));
}

std::vector<const RoundCounts::Came*>
RoundCounts::find(const Start& start, const std::optional<WhoseRounds>& whose,
                  const Cluster* of_place) const
{
  const auto is_its = [&](const Came& came) {
    return !whose || came.test == whose->test || (!came.at_end && came.test == whose->ran);
  };
  const auto at_place = [&](const Came& came) {
    return of_place == nullptr ||
           std::ranges::any_of(of_place->variants, [&](const ClusterVariant& each) {
             return each.signature == came.place || each.signature == came.last_place;
           });
  };
  std::vector<const Came*> found;
  if (const auto candidates = m_by_file.find(start.file); candidates != m_by_file.end()) {
    for (const std::size_t i : candidates->second) {
      const Came& came = m_came[i];
      if (may_be_same(came.start, start) && is_its(came) && at_place(came)) {
        found.push_back(&came);
      }
    }
  }
  return found;
}

RoundCount
RoundCounts::count(const Start& start, const std::optional<WhoseRounds>& whose,
                   const Cluster* of_place) const
{
  return sum(find(start, whose, of_place),
             whose ? rounds_of(whose->test.view()) : m_evidence.rounds.size());
}

// By the line, since one function may wait at several: it is the same build.
bool
RoundCounts::was_met_at(const Came& came, const Goroutine& where) const
{
  const Wait wait = m_stacks.facts(m_stacks.index_of(where)).wait;
  const Frame* line = blocked_frame(where, m_sources);
  const auto there = [&](const Goroutine& seen) {
    const Frame* frame = blocked_frame(seen, m_sources);
    return m_stacks.facts(m_stacks.index_of(seen)).wait == wait && frame != nullptr &&
           line != nullptr && frame->file == line->file && frame->line == line->line;
  };
  const auto left = m_left.find(came.goroutine->id);
  return there(*came.goroutine) || (left != m_left.end() && there(*left->second->goroutine)) ||
         std::ranges::any_of(m_evidence.looks.sightings, [&](const Sighting& sighting) {
           return sighting.goroutine.id == came.goroutine->id && there(sighting.goroutine);
         });
}

bool
RoundCounts::misses_one(const std::vector<const Goroutine*>& at_rest, const Start& start,
                        const WhoseRounds& whose, const Cluster* of_place) const
{
  const std::vector<const Came*> found = find(start, whose, of_place);
  std::unordered_set<std::size_t> asked; // many are at one place
  return std::ranges::any_of(at_rest, [&](const Goroutine* goroutine) {
    return asked.insert(m_stacks.index_of(*goroutine)).second &&
           std::ranges::none_of(found,
                                [&](const Came* came) { return was_met_at(*came, *goroutine); });
  });
}

// What ended while later rounds ran may have been ended by a test, unless it slept.
bool
RoundCounts::by_itself(const Came& came) const
{
  return !came.at_end && !m_ancestors.contains(came.goroutine->id) &&
         !restarts_itself(*came.goroutine) &&
         (came.ended == 0 || came.goroutine->wait == Wait::sleep);
}

std::int64_t
RoundCounts::lifetime_ms(const Came& came) const
{
  const std::int64_t began = m_evidence.rounds[came.round].at_ms;
  const std::int64_t ended = came.ended > 0
                                 ? m_evidence.rounds[came.ended].at_ms
                                 : std::max(came.last_seen_ms, m_evidence.rounds.back().at_ms);
  return std::max<std::int64_t>(1, ended - began);
}

// Whether what a later round left may still end as those of the first did: it waits for nothing
// but time, or where one of them was met. What went elsewhere and is stuck there does not.
bool
RoundCounts::goes_on_like(const Came& later, const std::vector<const Came*>& ended) const
{
  if (!later.last_place || later.last_place->wait == to_string(Wait::sleep) ||
      later.last_place->wait == to_string(Wait::running)) {
    return true;
  }
  const auto met = [&](const Signature& place) { return place == *later.last_place; };
  return std::ranges::any_of(ended, [&](const Came* came) {
    return met(came->place) ||
           std::ranges::any_of(m_evidence.looks.sightings, [&](const Sighting& sighting) {
             const Goroutine& seen = sighting.goroutine;
             return seen.id == came->goroutine->id &&
                    met(signature_of(seen, m_stacks.facts(m_stacks.index_of(seen)).wait,
                                     m_sources));
           });
  });
}

RoundCount
RoundCounts::sum(const std::vector<const Came*>& found, std::size_t rounds) const
{
  RoundCount out;
  out.rounds.assign(m_evidence.rounds.size(), 0);
  std::int64_t first = 0;
  std::vector<const Came*> ended;
  bool stays = false;
  const std::size_t last = rounds - 1;
  for (const Came* came : found) {
    out.met = true;
    stays = stays || (came->at_end && came->round < last);
    ++out.rounds[came->round];
    if (came->ended > 0) {
      --out.rounds[came->ended];
    }
    if (came->round > 0) {
      continue;
    }
    ++first;
    if (by_itself(*came)) {
      ended.push_back(came);
      out.ends_after_ms = std::max(out.ends_after_ms, lifetime_ms(*came));
    }
  }
  const bool all_ended = first > 0 && static_cast<std::int64_t>(ended.size()) == first;
  out.ends_by_itself = all_ended && std::ranges::all_of(found, [&](const Came* came) {
                         return !came->at_end || goes_on_like(*came, ended);
                       });
  out.replaced = first > 0 && !stays;
  // Its test did not run in the others: they tell only of what has ended meanwhile.
  const auto ran = out.rounds.begin() + static_cast<std::ptrdiff_t>(rounds);
  if (std::all_of(ran, out.rounds.end(), [](std::int64_t more) { return more == 0; })) {
    out.rounds.erase(ran, out.rounds.end());
  }
  return out;
}

bool
RoundCounts::brings_others(std::string_view test, const std::vector<const Start*>& known) const
{
  return std::ranges::any_of(m_came, [&](const Came& came) {
    const auto& creator = came.goroutine->created_by;
    // Connections and the like may only be slow to end, in the short time that is left to a
    // round.
    return came.round > 0 && came.at_end && top_level_test(came.test.view()) == test && creator &&
           !m_sources.is_standard(*creator) &&
           is_blocked(m_stacks.facts(m_stacks.index_of(*came.goroutine)).wait) &&
           std::ranges::none_of(
               known, [&](const Start* start) { return may_be_same(*start, came.start); });
  });
}

} // namespace leakgate::rules
