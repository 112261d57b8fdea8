#include "rules/rounds/lone_processes.hpp"

#include "rules/names/suite_names.hpp"
#include "rules/rounds/process.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace leakgate::rules {

LoneProcesses::LoneProcesses(const Confirmation& confirmation, std::string_view import_path,
                             const std::vector<Cluster>& clusters, SourceNames& sources,
                             const SourceLine& source_line, const StartedOnce& started_once)
    : m_clusters(clusters), m_started_once(started_once)
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

LoneProcesses::Answer
LoneProcesses::ask(std::size_t cluster, std::string_view test) const
{
  constexpr auto k_not_twice = "its test cannot run twice in one process";
  const auto share = m_clusters[cluster].tests.find(Name(test));
  const std::string once = share == m_clusters[cluster].tests.end()
                               ? ""
                               : m_started_once.note(*share->second.representative.goroutine);
  if (!once.empty()) {
    return {true, fmt::format("{}; {}", k_not_twice, once)};
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
