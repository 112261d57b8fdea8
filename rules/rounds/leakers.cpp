#include "rules/rounds/leakers.hpp"

#include "rules/rounds/tiers.hpp"
#include "rules/stacks/ancestry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace leakgate::rules {

namespace {

constexpr auto k_young =
    "started moments before the last look, long after the tests had ended: too "
    "new to be judged";
constexpr std::string_view k_timer = "time.goFunc";
constexpr auto k_seen_to_end = "it sleeps, and others like it were seen to end";

const ShownRounds*
find(const ShownByTest& tests, const Name& test)
{
  const auto found = tests.find(test);
  return found == tests.end() ? nullptr : &found->second;
}

bool
sleeps(const Cluster& cluster)
{
  return std::ranges::all_of(cluster.variants,
                             [](const ClusterVariant& each) {
                               return each.wait == Wait::sleep || each.wait == Wait::running;
                             }) &&
         cluster.wait == Wait::sleep;
}

// Why goroutines without rounds may end all the same; empty where nothing says so.
std::string
why_it_may_end(const Cluster& cluster, const TestShare& share, const SeenToEnd& ended)
{
  // A chain that starts itself again and again has not ended while its last one is there.
  if (restarts_itself(*share.representative.goroutine)) {
    return {};
  }
  if (share.young == share.count) {
    return k_young;
  }
  return sleeps(cluster) && ended.includes(cluster.start) ? k_seen_to_end : "";
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

Leaker
leaker_of(const Cluster& cluster, const Name& test, const TestShare& share,
          const ShownRounds* confirmed, const ShownRounds* own, const SeenToEnd& ended)
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
  const std::string may_end = why_it_may_end(cluster, share, ended);
  evidence.may_end = !may_end.empty();
  evidence.young = leaker.young;
  leaker.tier = tier_of(evidence);
  if (leaker.ends_after_ms > 0 && leaker.tier == Tier::ends_by_itself) {
    leaker.note = ended_note(leaker.ends_after_ms);
  } else if (shows != nullptr) {
    leaker.note = shows->note;
  } else if (leaker.tier == Tier::ends_by_itself) {
    leaker.note = may_end;
  } else if (confirmed != nullptr) {
    leaker.note = confirmed->note;
  }
  leaker.rounds = std::move(evidence.rounds);
  const bool found_alone = share.representative.by == Attribution::ran_alone;
  if (leaker.tier == Tier::proven || cluster.allow != nullptr || found_alone) {
    leaker.note.clear(); // nothing is left to be explained
  }
  return leaker;
}

} // namespace

void
SeenToEnd::add(const PackageEvidence& evidence, const Population& population,
               const Identities& identities)
{
  const Looks& looks = evidence.looks;
  if (looks.sightings.empty()) {
    return;
  }
  std::unordered_set<std::int64_t> left;
  for (const Suspect& suspect : population.suspects) {
    left.insert(suspect.goroutine->id);
  }
  // What was gone soon was about to end when the tests did; what is still there has outlived it.
  const std::int64_t middle = (evidence.after ? evidence.after->at_ms : 0) - evidence.settle_ms / 2;
  for (const Sighting& sighting : looks.sightings) {
    if (sighting.goroutine.wait == Wait::sleep && !left.contains(sighting.goroutine.id) &&
        sighting.last_ms >= middle) {
      m_starts.push_back(identities.start_of(sighting.goroutine));
    }
  }
}

bool
SeenToEnd::includes(const Start& start) const
{
  return std::ranges::any_of(m_starts, [&](const Start& each) { return may_be_same(each, start); });
}

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
           const SeenToEnd& ended)
{
  std::vector<Leaker> leakers;
  for (const auto& [test, share] : cluster.tests) {
    leakers.push_back(
        leaker_of(cluster, test, share, find(confirmed, test), find(own, test), ended));
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
    finding.rounds.resize(std::max(finding.rounds.size(), leaker.rounds.size()), 0);
    for (std::size_t round = 0; round < leaker.rounds.size(); ++round) {
      finding.rounds[round] += leaker.rounds[round];
    }
  }
  std::erase_if(finding.leakers, [](const Leaker& each) { return each.test.empty(); });
  finding.test = finding.leakers.empty() ? "" : finding.leakers.front().test;
}

} // namespace leakgate::rules
