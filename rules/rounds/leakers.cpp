#include "rules/rounds/leakers.hpp"

#include "rules/rounds/tiers.hpp"
#include "rules/stacks/ancestry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace leakgate::rules {

namespace {

constexpr auto k_young =
    "started moments before the last look, long after the tests had ended: too "
    "new to be judged";
constexpr std::string_view k_timer = "time.goFunc";
constexpr auto k_stuck =
    "left once, but stuck in a send: a worker that a process starts once waits for work";

const ShownRounds*
find(const ShownByTest& tests, const Name& test)
{
  const auto found = tests.find(test);
  return found == tests.end() ? nullptr : &found->second;
}

// A whole number of seconds that would have been enough, with a second to spare on a busy
// machine.
std::string
ended_note(std::int64_t after_ms)
{
  return fmt::format("was gone {:.1f} s after its test: --settle {}s waits for it",
                     static_cast<double>(after_ms) / 1000, after_ms / 1000 + 2);
}

void
take(TierEvidence& evidence, const ShownRounds& shown)
{
  evidence.rounds = shown.rounds;
  evidence.ends_by_itself = shown.ends_by_itself;
  evidence.contradicted = shown.contradicted;
  evidence.replaced = shown.replaced;
  evidence.once_a_process = shown.once_a_process;
}

// Why the tier is what it is; of `shows` and `confirmed` either may be null.
std::string
note_of(const Leaker& leaker, bool stuck, const ShownRounds* shows, const ShownRounds* confirmed)
{
  if (stuck && leaker.tier == Tier::lingering) {
    return k_stuck;
  }
  if (leaker.ends_after_ms > 0 && leaker.tier == Tier::ends_by_itself) {
    return ended_note(leaker.ends_after_ms);
  }
  if (shows != nullptr) {
    return shows->note;
  }
  if (leaker.tier == Tier::ends_by_itself) {
    return k_young;
  }
  return confirmed == nullptr ? "" : confirmed->note;
}

Leaker
leaker_of(const Cluster& cluster, const Name& test, const TestShare& share,
          const ShownRounds* confirmed, const ShownRounds* own, const StuckAtWork& stuck)
{
  Leaker leaker;
  leaker.test = test.str();
  leaker.count = share.count;
  leaker.young = share.young == share.count && !restarts_itself(*share.representative.goroutine);
  const bool by_confirmation =
      confirmed != nullptr && (!confirmed->rounds.empty() || confirmed->once_a_process);
  const ShownRounds* shows = by_confirmation ? confirmed : own;
  TierEvidence evidence;
  evidence.count = share.count;
  evidence.proven = share.proven;
  evidence.for_runtime = runs_for_runtime(*share.representative.goroutine);
  if (shows != nullptr) {
    take(evidence, *shows);
    leaker.ends_after_ms = shows->ends_by_itself ? shows->ends_after_ms : 0;
  }
  evidence.young = leaker.young;
  leaker.tier = tier_of(evidence);
  if (leaker.tier == Tier::one_time && stuck(cluster, share)) {
    evidence.stuck = true;
    leaker.tier = tier_of(evidence);
  }
  leaker.note = note_of(leaker, evidence.stuck, shows, confirmed);
  leaker.rounds = std::move(evidence.rounds);
  const bool found_alone = share.representative.by == Attribution::ran_alone;
  if (leaker.tier == Tier::proven || cluster.allow != nullptr || found_alone) {
    leaker.note.clear(); // nothing is left to be explained
  }
  return leaker;
}

} // namespace

bool
runs_for_runtime(const Goroutine& goroutine)
{
  return runtime_started(goroutine) ||
         (goroutine.created_by && goroutine.created_by->function.view() == k_timer);
}

bool
came_from_timer(const Goroutine& goroutine)
{
  const auto& creator =
      goroutine.ancestors.empty() ? goroutine.created_by : goroutine.ancestors.back().created_by;
  return creator && creator->function.view() == k_timer;
}

bool
came_from_timer(const Finding& finding)
{
  const auto& ancestors = finding.ancestors;
  return ancestors.empty() ? finding.started.function == k_timer
                           : ancestors.back().created_by &&
                                 ancestors.back().created_by->function.view() == k_timer;
}

std::vector<Leaker>
leakers_of(const Cluster& cluster, const ShownByTest& confirmed, const ShownByTest& own,
           const StuckAtWork& stuck)
{
  std::vector<Leaker> leakers;
  for (const auto& [test, share] : cluster.tests) {
    leakers.push_back(
        leaker_of(cluster, test, share, find(confirmed, test), find(own, test), stuck));
  }
  std::ranges::sort(leakers, [](const Leaker& a, const Leaker& b) {
    const auto key = [](const Leaker& each) {
      return std::tuple(-static_cast<int>(each.tier), each.test.empty());
    };
    return key(a) != key(b) ? key(a) < key(b) : a.test < b.test;
  });
  return leakers;
}

void
set_leakers(Finding& finding, std::vector<Leaker> leakers)
{
  finding.leakers = std::move(leakers);
  if (finding.leakers.empty()) {
    return;
  }
  const Leaker& strongest = finding.leakers.front();
  finding.tier = strongest.tier;
  finding.confirm_note = strongest.note;
  for (const Leaker& leaker : finding.leakers) {
    if (leaker.tier != finding.tier || leaker.rounds.empty()) {
      continue;
    }
    // Some tests need fewer rounds than others: of the finding are those in which all of them ran.
    finding.rounds.resize(finding.rounds.empty()
                              ? leaker.rounds.size()
                              : std::min(finding.rounds.size(), leaker.rounds.size()));
    for (std::size_t round = 0; round < finding.rounds.size(); ++round) {
      finding.rounds[round] += leaker.rounds[round];
    }
  }
  std::erase_if(finding.leakers, [](const Leaker& each) { return each.test.empty(); });
  finding.test = finding.leakers.empty() ? "" : finding.leakers.front().test;
}

} // namespace leakgate::rules
