#include "rules/rounds.hpp"

#include "rules/goroutine_order.hpp"
#include "rules/profile_stacks.hpp"

#include <set>
#include <unordered_map>

namespace leakgate::rules {

namespace {

using ClusterOfStack = std::unordered_map<std::vector<Frame>, std::size_t, FramesHash>;

// Fills `ambiguous` with the clusters that share a stack.
ClusterOfStack
index_stacks(const std::vector<Cluster>& clusters, std::set<std::size_t>& ambiguous)
{
  ClusterOfStack index;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    for (const Goroutine* stack : clusters[i].stacks) {
      const auto [entry, added] = index.try_emplace(comparable_frames(*stack), i);
      if (!added && entry->second != i) {
        ambiguous.insert({i, entry->second});
      }
    }
  }
  return index;
}

std::vector<std::int64_t>
totals(const std::vector<Goroutine>& profile, const ClusterOfStack& index, std::size_t clusters)
{
  std::vector<std::int64_t> out(clusters, 0);
  for (const Goroutine& group : as_in_dump(profile)) {
    if (const auto found = index.find(group.frames); found != index.end()) {
      out[found->second] += group.count;
    }
  }
  return out;
}

} // namespace

std::vector<std::vector<std::int64_t>>
growth_per_round(const std::vector<Cluster>& clusters, const PackageEvidence& evidence)
{
  std::vector<std::vector<std::int64_t>> growth(clusters.size());
  if (evidence.rounds.size() < 2 || !evidence.before) {
    return growth;
  }
  std::set<std::size_t> ambiguous;
  const ClusterOfStack index = index_stacks(clusters, ambiguous);
  std::vector<std::int64_t> last = totals(evidence.before->profile, index, clusters.size());
  for (const Round& round : evidence.rounds) {
    std::vector<std::int64_t> now = totals(round.profile, index, clusters.size());
    for (std::size_t i = 0; i < clusters.size(); ++i) {
      if (!ambiguous.contains(i)) {
        growth[i].push_back(now[i] - last[i]);
      }
    }
    last = std::move(now);
  }
  return growth;
}

} // namespace leakgate::rules
