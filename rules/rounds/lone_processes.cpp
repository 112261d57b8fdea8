#include "rules/rounds/lone_processes.hpp"

#include "rules/names/suite_names.hpp"
#include "rules/rounds/process.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace leakgate::rules {

LoneProcesses::LoneProcesses(const Confirmation& confirmation, std::string_view import_path,
                             const std::vector<Cluster>& clusters, SourceNames& sources,
                             const SourceLine& source_line)
    : m_clusters(clusters), m_sources(sources), m_source_line(source_line)
{
  for (const LoneProcess& lone : confirmation.lone) {
    if (lone.run.import_path != import_path || !lone.evidence.after ||
        lone.evidence.source == EvidenceSource::crash) {
      continue;
    }
    const RoundsProcess process(lone.evidence, &lone.run, import_path, clusters, sources,
                                source_line);
    const auto [entry, is_new] = m_left.try_emplace(lone.tests);
    for (std::size_t i = 0; i < clusters.size(); ++i) {
      const std::int64_t left = process.left(i);
      if (is_new) {
        entry->second.push_back(left);
      } else {
        entry->second[i] = std::min(entry->second[i], left);
      }
    }
  }
}

bool
LoneProcesses::starts_once(std::size_t cluster, const Name& test) const
{
  const auto& tests = m_clusters[cluster].tests;
  const auto share = tests.find(test);
  return share != tests.end() &&
         started_by_package_once(*share->second.representative.goroutine, m_sources, m_source_line);
}

LoneProcesses::Answer
LoneProcesses::ask(std::size_t cluster, std::string_view test) const
{
  constexpr auto k_not_twice = "its test cannot run twice in one process";
  if (starts_once(cluster, Name(test))) {
    return {true, fmt::format("{}; {}", k_not_twice, k_started_by_once)};
  }
  const std::string top(top_level_test(test));
  const auto alone = m_left.find({top});
  if (alone == m_left.end() || alone->second[cluster] == 0) {
    return {};
  }
  const std::int64_t own = alone->second[cluster];
  std::int64_t others = 0;
  for (const auto& [tests, left] : m_left) {
    others = tests.contains(top) ? others : std::max(others, left[cluster]);
  }
  const std::int64_t together = m_clusters[cluster].count;
  if (others == 0) {
    return {false, fmt::format("{}, and no other test of the package starts it: judged from the "
                               "first run",
                               k_not_twice)};
  }
  // Others start it where this one did not come first, and together they started it once.
  if (together == std::max(own, others)) {
    return {true, fmt::format("{}; without it other tests start it, and never more than once",
                              k_not_twice)};
  }
  return {false, fmt::format("{}; alone it left {}, other tests without it {}, all together {}",
                             k_not_twice, own, others, together)};
}

} // namespace leakgate::rules
