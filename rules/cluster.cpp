#include "rules/cluster.hpp"

#include "rules/goroutine_order.hpp"
#include "rules/similarity.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

namespace leakgate::rules {

namespace {

std::size_t
mix(std::size_t hash, std::size_t value)
{
  return (hash ^ value) * 0x9e3779b97f4a7c15;
}

std::size_t
hash_of(const Signature& signature, const Variant& variant, const AllowEntry* allow)
{
  std::size_t hash = std::hash<std::string>{}(signature.wait);
  hash = mix(hash, signature.creator.hash());
  for (const Name frame : variant.functions) {
    hash = mix(hash, frame.hash());
  }
  hash = mix(hash, variant.file.hash());
  hash = mix(hash, static_cast<std::size_t>(variant.line));
  return mix(hash, std::hash<const void*>{}(allow));
}

// Whether `a` stands for a cluster rather than `b`.
bool
represents_better(const Subject& a, const Subject& b)
{
  if (!(a.test == b.test)) {
    if (a.test.empty() || b.test.empty()) {
      return b.test.empty();
    }
    return a.test < b.test;
  }
  if (a.goroutine->id != b.goroutine->id) {
    return a.goroutine->id < b.goroutine->id;
  }
  return goroutine_less(*a.goroutine, *b.goroutine);
}

class Clusterer
{
  struct OfStack
  {
    const AllowEntry* allow = nullptr;
    std::size_t cluster = 0;
  };

public:
  Clusterer(const StackTable& stacks, SourceNames& sources) : m_stacks(stacks), m_sources(sources)
  {
  }

  void
  add(const Subject& subject)
  {
    Cluster& cluster = m_clusters[cluster_of(subject)];
    if (cluster.count == 0 || represents_better(subject, cluster.representative)) {
      cluster.representative = subject;
    }
    cluster.count += subject.count;
    if (subject.goroutine->leaked) {
      cluster.proven += subject.count;
    }
    if (!subject.test.empty()) {
      cluster.tests[subject.test] += subject.count;
    }
  }

  std::vector<Cluster>
  take()
  {
    return std::move(m_clusters);
  }

private:
  // The goroutines of one stack are in one cluster unless different entries allow them,
  // of which there are few.
  std::size_t
  cluster_of(const Subject& subject)
  {
    if (subject.stack >= m_of_stack.size()) {
      m_of_stack.resize(subject.stack + 1);
    }
    auto& known = m_of_stack[subject.stack];
    const auto found =
        std::ranges::find(known, subject.allow, [](const OfStack& each) { return each.allow; });
    if (found != known.end()) {
      return found->cluster;
    }
    known.push_back({subject.allow, find(subject)});
    m_clusters[known.back().cluster].stacks.push_back(subject.goroutine);
    return known.back().cluster;
  }

  std::size_t
  find(const Subject& subject)
  {
    const StackFacts& facts = m_stacks.facts(subject.stack);
    Cluster cluster;
    cluster.wait = facts.wait;
    cluster.allow = subject.allow;
    cluster.signature = signature_of(*subject.goroutine, facts.wait, m_sources);
    cluster.variant = variant_of(*subject.goroutine, facts.wait, m_sources);
    const std::size_t hash = hash_of(cluster.signature, cluster.variant, cluster.allow);
    const auto [first, last] = m_by_hash.equal_range(hash);
    for (auto entry = first; entry != last; ++entry) {
      const Cluster& known = m_clusters[entry->second];
      if (known.signature == cluster.signature && known.variant == cluster.variant &&
          known.allow == cluster.allow) {
        return entry->second;
      }
    }
    m_by_hash.emplace(hash, m_clusters.size());
    m_clusters.push_back(std::move(cluster));
    return m_clusters.size() - 1;
  }

  const StackTable& m_stacks;
  SourceNames& m_sources;
  std::vector<Cluster> m_clusters;
  std::vector<std::vector<OfStack>> m_of_stack;
  std::unordered_multimap<std::size_t, std::size_t> m_by_hash;
};

bool
cluster_less(const Cluster& a, const Cluster& b)
{
  if (const auto order = compare(a.signature, b.signature); order != 0) {
    return order < 0;
  }
  if (const auto order = compare(a.variant, b.variant); order != 0) {
    return order < 0;
  }
  if (a.allow == nullptr || b.allow == nullptr) {
    return a.allow == nullptr && b.allow != nullptr;
  }
  // Two entries may stand on one line of a file.
  return std::tie(a.allow->id, a.allow->origin.column) <
         std::tie(b.allow->id, b.allow->origin.column);
}

// Where a goroutine started, by which those that were caught running find their cluster:
// of these the signature keeps the outermost frame alone.
using StartKey = std::tuple<Name, Name, int, Name, const AllowEntry*>;

StartKey
start_key(const Cluster& cluster)
{
  return {cluster.signature.creator, cluster.variant.file, cluster.variant.line,
          cluster.signature.frames.back(), cluster.allow};
}

// A loop that a fast ticker wakes is now and then caught between two waits: the same
// leak, running. It belongs to the cluster of those that were caught waiting; where it
// waits in several ways, to the first of them in order.
void
join_running(std::vector<Cluster>& clusters)
{
  std::map<StartKey, Cluster*> waiting;
  for (Cluster& cluster : clusters) {
    if (cluster.wait != Wait::running && !cluster.signature.frames.empty()) {
      waiting.emplace(start_key(cluster), &cluster);
    }
  }
  std::vector<bool> joined(clusters.size(), false);
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    if (clusters[i].wait != Wait::running || clusters[i].signature.frames.empty()) {
      continue;
    }
    if (const auto found = waiting.find(start_key(clusters[i])); found != waiting.end()) {
      merge(*found->second, std::move(clusters[i]));
      joined[i] = true;
    }
  }
  std::vector<Cluster> kept;
  kept.reserve(clusters.size());
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    if (!joined[i]) {
      kept.push_back(std::move(clusters[i]));
    }
  }
  clusters = std::move(kept);
}

// Its oldest goroutine, or one that waits where that was caught running.
ClusterVariant
only_variant(const Cluster& cluster)
{
  ClusterVariant out{cluster.signature, cluster.variant, cluster.count,
                     cluster.representative.goroutine};
  if (is_running(out.representative->wait)) {
    for (const Goroutine* stack : cluster.stacks) {
      const bool better = !is_running(stack->wait) && (is_running(out.representative->wait) ||
                                                       goroutine_less(*stack, *out.representative));
      if (better) {
        out.representative = stack;
      }
    }
  }
  return out;
}

} // namespace

void
merge(Cluster& to, Cluster&& from)
{
  to.count += from.count;
  to.proven += from.proven;
  for (const auto& [test, count] : from.tests) {
    to.tests[test] += count;
  }
  to.stacks.insert(to.stacks.end(), from.stacks.begin(), from.stacks.end());
  if (represents_better(from.representative, to.representative)) {
    to.representative = from.representative;
  }
  std::ranges::move(from.variants, std::back_inserter(to.variants));
}

std::vector<Cluster>
cluster_subjects(const std::vector<Subject>& subjects, const StackTable& stacks,
                 SourceNames& sources)
{
  Clusterer clusterer(stacks, sources);
  for (const Subject& subject : subjects) {
    clusterer.add(subject);
  }
  std::vector<Cluster> clusters = clusterer.take();
  std::ranges::sort(clusters, cluster_less);
  join_running(clusters);
  for (Cluster& cluster : clusters) {
    cluster.variants.push_back(only_variant(cluster));
  }
  join_similar(clusters);
  for (Cluster& cluster : clusters) {
    std::ranges::sort(cluster.stacks, [](const Goroutine* a, const Goroutine* b) {
      return goroutine_less(*a, *b);
    });
  }
  return clusters;
}

} // namespace leakgate::rules
