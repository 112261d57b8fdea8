#pragma once

#include "rules/clusters/cluster.hpp"
#include "rules/matching/allow_list.hpp"
#include "rules/names/suite_names.hpp"
#include "rules/population/population.hpp"
#include "rules/population/stack_table.hpp"
#include "rules/rounds/round_counts.hpp"
#include "rules/rounds/rounds.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

/// A process with rounds, against the clusters of the first run of its package. What is
/// allowed does not matter: an allowed cluster is found again like any other. Refers to what it
/// is given.
class RoundsProcess
{
public:
  RoundsProcess(const PackageEvidence& evidence, const PackageRun* run,
                std::string_view import_path, const std::vector<Cluster>& clusters,
                SourceNames& sources, const SourceLine& source_line);

  /// What its rounds show of `test` and the cluster of that number. Above the budget of a dump
  /// the profiles of the rounds tell, for all tests together.
  [[nodiscard]] RoundCount count(std::size_t cluster, const Name& test) const;

  /// Why what `count` shows to have ended is not what the first run left of the cluster and test
  /// and waited for that long: that one is stuck where none of these was met, or they were gone in
  /// half of that time, though nothing kept the others at work. Empty: it may be the same.
  [[nodiscard]] std::string why_unlike(const RoundCount& count, std::size_t cluster,
                                       const Name& test, std::int64_t waited_ms) const;

  /// How many goroutines of the cluster's start, of other tests than `test`, the first round
  /// left beyond what the later ones did and what these tests had left in the first run: they
  /// were started once, by whoever came first.
  [[nodiscard]] std::int64_t started_once_by_others(std::size_t cluster, const Name& test) const;

  /// Whether all tests together started the goroutines of the cluster's start once, as many as
  /// in the first run: workers for a few keys, which tests share.
  [[nodiscard]] bool started_once_by_all(std::size_t cluster) const;

  /// RoundCounts::brings_others() beside all clusters.
  [[nodiscard]] bool brings_others(std::string_view top_level) const;

  /// How many goroutines of the cluster's start were left in all.
  [[nodiscard]] std::int64_t left(std::size_t cluster) const;

  /// The starts of what the callback of a timer left and no test is known of, one for each.
  [[nodiscard]] std::vector<Start> starts_of_timers() const;

  /// True where the profiles show another cluster alike, so that they tell nothing.
  [[nodiscard]] bool ambiguous(std::size_t cluster) const;

private:
  [[nodiscard]] Population judge(const PackageEvidence& evidence, std::string_view import_path,
                                 SourceNames& sources, const SourceLine& source_line);
  [[nodiscard]] WhoseRounds whose(std::size_t cluster, const Name& test) const;
  [[nodiscard]] const Cluster* by_place(std::size_t cluster, const Name& test) const;

  const std::vector<Cluster>& m_clusters;
  Policy m_nothing;
  SourceRoots m_nowhere;
  TestNames m_names;
  AllowList m_allow;
  StackTable m_stacks;
  Identities m_identities;
  Population m_population;
  RoundCounts m_counts;
  std::vector<RoundGrowth> m_by_profile; ///< where the dumps are not there
};

} // namespace leakgate::rules
