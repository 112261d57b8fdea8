#include "rules/rounds/process.hpp"

#include "rules/population/attribution.hpp"
#include "rules/population/label_join.hpp"
#include "rules/rounds/leakers.hpp"
#include "rules/rounds/tiers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace leakgate::rules {

RoundsProcess::RoundsProcess(const PackageEvidence& evidence, const PackageRun* run,
                             std::string_view import_path, const std::vector<Cluster>& clusters,
                             SourceNames& sources, const SourceLine& source_line)
    : m_clusters(clusters), m_names(import_path, run), m_allow(m_nothing, m_nowhere, import_path),
      m_stacks(m_allow), m_identities(sources, source_line),
      m_population(judge(evidence, import_path, sources, source_line)),
      m_counts(evidence, run, m_population, m_names, m_stacks, m_identities, sources)
{
  if (!m_counts.usable()) {
    m_by_profile = growth_in_rounds(clusters, evidence);
  }
}

// The stages of the first run, as far as they decide what is there and whose it is.
Population
RoundsProcess::judge(const PackageEvidence& evidence, std::string_view import_path,
                     SourceNames& sources, const SourceLine& source_line)
{
  const Snapshot* before = evidence.before ? &*evidence.before : nullptr;
  Population population = take_population(*evidence.after);
  static_cast<void>(remove_known(population, before));
  for (Suspect& suspect : population.suspects) {
    suspect.stack = m_stacks.index_of(*suspect.goroutine);
  }
  std::erase_if(population.suspects, [&](const Suspect& suspect) {
    return !m_stacks.facts(suspect.stack).runtime_reason.empty();
  });
  attach_sightings(population, evidence.looks);
  join_labels(population, before, *evidence.after, m_names);
  attribute_tests(population, m_names);
  name_specs(population, {m_names, sources, import_path, source_line});
  return population;
}

// Where the test left goroutines of one start that are stuck at several places, the place
// tells them apart.
const Cluster*
RoundsProcess::by_place(std::size_t cluster, const Name& test) const
{
  const Cluster& own = m_clusters[cluster];
  const bool several = std::ranges::any_of(m_clusters, [&](const Cluster& each) {
    return &each != &own && each.start == own.start && each.tests.contains(test);
  });
  return several ? &own : nullptr;
}

// Of a test that left nothing of the cluster in the first run only the name is known.
WhoseRounds
RoundsProcess::whose(std::size_t cluster, const Name& test) const
{
  const auto share = m_clusters[cluster].tests.find(test);
  return {test, share == m_clusters[cluster].tests.end() ? test : share->second.representative.ran};
}

RoundCount
RoundsProcess::count(std::size_t cluster, const Name& test) const
{
  if (m_counts.usable()) {
    return m_counts.count(m_clusters[cluster].start, whose(cluster, test), by_place(cluster, test));
  }
  const std::vector<std::int64_t>& rounds = m_by_profile[cluster].rounds;
  return {rounds, !rounds.empty(), false, 0, false};
}

std::string
RoundsProcess::why_unlike(const RoundCount& count, std::size_t cluster, const Name& test,
                          std::int64_t waited_ms) const
{
  const Cluster& own = m_clusters[cluster];
  const auto share = own.tests.find(test);
  if (!m_counts.usable() || share == own.tests.end() || !(count.ends_by_itself || count.replaced)) {
    return {};
  }
  if (m_counts.misses_one(share->second.at_rest, own.start, whose(cluster, test),
                          by_place(cluster, test))) {
    return "in the first run it is stuck elsewhere than what ended when its test ran alone: judged "
           "from the first run";
  }
  // What works takes longer on a busy machine; what waits for time or somebody takes as long.
  const bool works = std::ranges::any_of(
      own.variants, [](const ClusterVariant& each) { return each.wait == Wait::running; });
  if (count.ends_by_itself && !works && 2 * count.ends_after_ms <= waited_ms) {
    return fmt::format("gone {:.1f} s after its test when that ran alone, still there after {:.1f} "
                       "s in the first run: judged from the first run",
                       static_cast<double>(count.ends_after_ms) / 1000,
                       static_cast<double>(waited_ms) / 1000);
  }
  return {};
}

std::int64_t
RoundsProcess::started_once_by_others(std::size_t cluster, const Name& test) const
{
  if (!m_counts.usable()) {
    return 0;
  }
  std::int64_t once = 0;
  for (const Name& other : m_counts.tests_of(m_clusters[cluster].start)) {
    if (!(other == test)) {
      const auto share = m_clusters[cluster].tests.find(other);
      const std::int64_t before =
          share == m_clusters[cluster].tests.end() ? 0 : share->second.count;
      const std::vector<std::int64_t> rounds =
          m_counts.count(m_clusters[cluster].start, whose(cluster, other)).rounds;
      const std::int64_t each =
          std::max<std::int64_t>(0, *std::max_element(rounds.begin() + 1, rounds.end()));
      // What it started once in the first run as well explains nothing that others left there.
      once += std::max<std::int64_t>(0, rounds.front() - std::max(each, before));
    }
  }
  return once;
}

bool
RoundsProcess::started_once_by_all(std::size_t cluster) const
{
  if (!m_counts.usable()) {
    return false;
  }
  const std::vector<std::int64_t> rounds =
      m_counts.count(m_clusters[cluster].start, std::nullopt).rounds;
  return tier_of_rounds(rounds) == Tier::one_time && m_clusters[cluster].count <= rounds.front();
}

bool
RoundsProcess::brings_others(std::string_view top_level) const
{
  std::vector<const Start*> known;
  for (const Cluster& cluster : m_clusters) {
    known.push_back(&cluster.start);
  }
  return m_counts.usable() && m_counts.brings_others(top_level, known);
}

std::int64_t
RoundsProcess::left(std::size_t cluster) const
{
  std::int64_t count = 0;
  for (const Suspect& suspect : m_population.suspects) {
    if (may_be_same(m_identities.start_of(*suspect.goroutine), m_clusters[cluster].start)) {
      count += suspect.count;
    }
  }
  return count;
}

std::vector<Start>
RoundsProcess::starts_of_timers() const
{
  std::vector<Start> starts;
  for (const Suspect& suspect : m_population.suspects) {
    if (suspect.test.empty() && came_from_timer(*suspect.goroutine)) {
      starts.push_back(m_identities.start_of(*suspect.goroutine));
    }
  }
  return starts;
}

bool
RoundsProcess::ambiguous(std::size_t cluster) const
{
  return !m_counts.usable() && m_by_profile[cluster].ambiguous;
}

} // namespace leakgate::rules
