#include "rules/clusters/steps.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace leakgate::rules {

namespace {

// What bounds the comparisons: 20,000 signatures of one `go` statement are compared
// 64 times each, not with each other.
constexpr std::size_t k_most_leaders = 64;

// Functions as sorted numbers: how deep a recursion went, also one through several
// functions, does not matter.
using FunctionSet = std::vector<std::uint32_t>;

class Numbering
{
public:
  FunctionSet
  set_of(const std::vector<Name>& functions)
  {
    FunctionSet set;
    set.reserve(functions.size());
    for (const Name function : functions) {
      const auto next = static_cast<std::uint32_t>(m_numbers.size());
      set.push_back(m_numbers.try_emplace(function, next).first->second);
    }
    std::ranges::sort(set);
    set.erase(std::unique(set.begin(), set.end()), set.end());
    return set;
  }

private:
  std::unordered_map<Name, std::uint32_t> m_numbers;
};

struct Counter
{
  using value_type = std::uint32_t;
  std::size_t count = 0;
  void
  push_back(std::uint32_t)
  {
    ++count;
  }
};

// At least 0.8, in whole numbers.
bool
similar(const FunctionSet& a, const FunctionSet& b)
{
  const std::size_t smaller = std::min(a.size(), b.size());
  const std::size_t larger = std::max(a.size(), b.size());
  if (smaller * 5 < larger * 4) {
    return false;
  }
  Counter both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return both.count * 5 >= (a.size() + b.size() - both.count) * 4;
}

using GoStatement = std::tuple<Name, Name, Name, int, Name, const AllowEntry*>;

GoStatement
go_statement(const Cluster& cluster)
{
  const Signature& signature = cluster.signature;
  const bool known = !signature.creator.empty() || signature.frames.empty();
  return {Name(signature.wait),
          signature.creator,
          cluster.variant.file,
          cluster.variant.line,
          known ? Name{} : signature.frames.back(),
          cluster.allow};
}

struct Leader
{
  FunctionSet functions;
  std::size_t cluster = 0; // index in what was kept
};

} // namespace

void
join_similar(std::vector<Cluster>& clusters)
{
  Numbering numbering;
  std::map<GoStatement, std::vector<Leader>> groups;
  std::vector<Cluster> kept;
  kept.reserve(clusters.size());
  for (Cluster& cluster : clusters) {
    std::vector<Leader>& leaders = groups[go_statement(cluster)];
    FunctionSet functions = numbering.set_of(cluster.variant.functions);
    const auto leader = std::ranges::find_if(
        leaders, [&](const Leader& each) { return similar(each.functions, functions); });
    if (leader != leaders.end()) {
      merge(kept[leader->cluster], std::move(cluster));
      continue;
    }
    if (leaders.size() < k_most_leaders) {
      leaders.push_back({std::move(functions), kept.size()});
    }
    kept.push_back(std::move(cluster));
  }
  for (Cluster& cluster : kept) {
    std::ranges::sort(cluster.variants, [](const ClusterVariant& a, const ClusterVariant& b) {
      if (a.count != b.count) {
        return a.count > b.count;
      }
      const auto order = compare(a.signature, b.signature);
      return order != 0 ? order < 0 : compare(a.variant, b.variant) < 0;
    });
  }
  clusters = std::move(kept);
}

} // namespace leakgate::rules
