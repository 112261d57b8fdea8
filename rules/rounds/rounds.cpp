#include "rules/rounds/rounds.hpp"

#include "rules/names/suite_names.hpp"
#include "rules/stacks/goroutine_order.hpp"
#include "rules/stacks/profile_stacks.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace leakgate::rules {

namespace {

using Totals = std::vector<std::int64_t>;

// Finds the cluster of a profile's group.
class StackIndex
{
public:
  explicit StackIndex(const std::vector<Cluster>& clusters)
      : m_clusters(clusters), m_ambiguous(clusters.size(), false)
  {
    for (std::size_t i = 0; i < clusters.size(); ++i) {
      for (const Goroutine* stack : clusters[i].stacks) {
        std::vector<std::size_t>& of_stack = m_by_stack[comparable_frames(*stack)];
        if (of_stack.empty() || of_stack.back() != i) {
          of_stack.push_back(i);
        }
      }
    }
  }

  // Goroutines of each cluster. Those that could be of several make these ambiguous.
  Totals
  totals(const std::vector<Goroutine>& profile)
  {
    Totals out(m_clusters.size(), 0);
    for (const Goroutine& group : as_in_dump(profile)) {
      if (const auto cluster = cluster_of(group)) {
        out[*cluster] += group.count;
      }
    }
    return out;
  }

  [[nodiscard]] bool
  ambiguous(std::size_t cluster) const
  {
    return m_ambiguous[cluster];
  }

private:
  std::optional<std::size_t>
  cluster_of(const Goroutine& group)
  {
    const auto found = m_by_stack.find(group.frames);
    if (found == m_by_stack.end()) {
      return {};
    }
    const std::vector<std::size_t>& all = found->second;
    if (all.size() == 1) {
      return all.front();
    }
    const Name test(test_label(group));
    const auto of_test = [&](std::size_t i) { return m_clusters[i].tests.contains(test); };
    const auto first = std::ranges::find_if(all, of_test);
    if (first != all.end() && std::none_of(first + 1, all.end(), of_test)) {
      return *first;
    }
    for (const std::size_t i : all) {
      m_ambiguous[i] = true;
    }
    return {};
  }

  const std::vector<Cluster>& m_clusters;
  std::unordered_map<std::vector<Frame>, std::vector<std::size_t>, FramesHash> m_by_stack;
  std::vector<bool> m_ambiguous;
};

} // namespace

std::vector<RoundGrowth>
growth_in_rounds(const std::vector<Cluster>& clusters, const PackageEvidence& evidence)
{
  std::vector<RoundGrowth> growth(clusters.size());
  if (evidence.rounds.size() < 2 || !evidence.before) {
    return growth;
  }
  StackIndex index(clusters);
  Totals last = index.totals(evidence.before->profile);
  for (const Round& round : evidence.rounds) {
    Totals now = index.totals(round.profile);
    for (std::size_t i = 0; i < clusters.size(); ++i) {
      growth[i].rounds.push_back(now[i] - last[i]);
    }
    last = std::move(now);
  }
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    RoundGrowth& each = growth[i];
    each.ambiguous = index.ambiguous(i);
    const bool met = std::ranges::any_of(each.rounds, [](std::int64_t n) { return n != 0; });
    if (each.ambiguous || !met) {
      each.rounds.clear();
    }
  }
  return growth;
}

} // namespace leakgate::rules
