#pragma once

#include "gate/model/evidence.hpp"
#include "rules/clusters/cluster.hpp"
#include "rules/names/suite_names.hpp"
#include "rules/population/population.hpp"
#include "rules/population/stack_table.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace leakgate::rules {

/// What the rounds of one process show of what one test leaves of one leak.
struct RoundCount
{
  /// New goroutines of each round, less than nothing when more ended than began.
  std::vector<std::int64_t> rounds;
  bool met = false; ///< some round left one
  /// All that the first round left had ended by the last look, and nothing but time can
  /// have ended it: it slept, or the tests were over.
  bool ends_by_itself = false;
  std::int64_t ends_after_ms = 0; ///< after its round, at the latest; where ends_by_itself
  /// All that the rounds before the last left had ended by the last look, by whatever: there are
  /// never more of them than one round leaves.
  bool replaced = false;
};

/// The test whose goroutines are counted.
struct WhoseRounds
{
  Name test;
  /// As package testing knows it (Suspect::ran): that much is known of what ended before the
  /// last dump, since only that one has ancestors.
  Name ran;
};

/// The goroutines that the rounds of one process left, by id: unlike a profile a dump knows
/// the `go` statement of each, so it is found whatever it was doing. Refers to what it is
/// given.
class RoundCounts
{
public:
  /// `population` is that of the after-snapshot, with its tests; `run` tells how often each test
  /// ran, and may be null: as often as there are rounds.
  RoundCounts(const PackageEvidence& evidence, const PackageRun* run, const Population& population,
              const TestNames& names, StackTable& stacks, const Identities& identities,
              SourceNames& sources);

  /// False when there were fewer than two rounds, or one was above the budget of a dump.
  [[nodiscard]] bool
  usable() const
  {
    return m_usable;
  }

  /// What there is of goroutines of this start that a test left; of all tests where there is
  /// none. Where `of_place` is not null, only of those that were met at one of its places.
  [[nodiscard]] RoundCount count(const Start& start, const std::optional<WhoseRounds>& whose,
                                 const Cluster* of_place = nullptr) const;

  /// Whether one of `at_rest`, which the first run left of this start and test, waits where the
  /// rounds never met any of theirs.
  [[nodiscard]] bool misses_one(const std::vector<const Goroutine*>& at_rest, const Start& start,
                                const WhoseRounds& whose, const Cluster* of_place) const;

  /// The tests that left goroutines of this start; an empty name is among them where one has
  /// none.
  [[nodiscard]] std::vector<Name> tests_of(const Start& start) const;

  /// True when `test` (top level) left, in a later round than the first, blocked goroutines
  /// from a `go` statement of the user's that is none of `known`.
  [[nodiscard]] bool brings_others(std::string_view test,
                                   const std::vector<const Start*>& known) const;

private:
  struct Came
  {
    const Goroutine* goroutine = nullptr;
    Start start;
    Signature place;
    std::optional<Signature> last_place; ///< in the last look, where it was still there
    Name test;
    std::size_t round = 0;         ///< by index, from 0; none that its test did not run in
    std::size_t ended = 0;         ///< the round at whose end it was gone; 0: none
    bool at_end = false;           ///< still there in the last look
    std::int64_t last_seen_ms = 0; ///< where looks after the rounds still met it
  };

  void add(const Goroutine& goroutine, std::size_t round);
  [[nodiscard]] std::size_t rounds_of(std::string_view test) const;
  void add_latecomers(const Population& population);
  void note_heirs(const Population& population);
  [[nodiscard]] std::vector<const Came*>
  find(const Start& start, const std::optional<WhoseRounds>& whose, const Cluster* of_place) const;
  [[nodiscard]] bool was_met_at(const Came& came, const Goroutine& where) const;
  [[nodiscard]] bool goes_on_like(const Came& later, const std::vector<const Came*>& ended) const;
  [[nodiscard]] bool by_itself(const Came& came) const;
  [[nodiscard]] std::int64_t lifetime_ms(const Came& came) const;
  [[nodiscard]] RoundCount sum(const std::vector<const Came*>& found, std::size_t rounds) const;

  const PackageEvidence& m_evidence;
  const TestNames& m_names;
  StackTable& m_stacks;
  const Identities& m_identities;
  SourceNames& m_sources;
  bool m_usable = false;
  std::unordered_map<std::string_view, std::size_t> m_ran; ///< top-level test -> how often
  std::vector<Came> m_came;
  std::unordered_map<Name, std::vector<std::size_t>> m_by_file; ///< of the `go` statement
  std::unordered_map<std::int64_t, const Suspect*> m_left;      ///< by id
  std::unordered_map<std::int64_t, std::size_t> m_ended;        ///< id -> round
  std::unordered_set<std::int64_t> m_ancestors; ///< ids of those that what is left descends from
  std::unordered_map<std::int64_t, std::int64_t> m_last_seen; ///< id -> ms
};

} // namespace leakgate::rules
