#include "rules/cluster.hpp"

#include "rules/goroutine_order.hpp"

#include <algorithm>
#include <functional>

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

void
join(Cluster& to, const Cluster& from)
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
}

// A loop that a fast ticker wakes is now and then caught between two waits: the same
// leak, running. It belongs to the cluster of those that were caught waiting.
void
join_running(std::vector<Cluster>& clusters)
{
  // Of a running goroutine the signature keeps the outermost frame alone.
  const auto same_leak = [](const Cluster& waiting, const Cluster& running) {
    const auto& frames = waiting.signature.frames;
    const auto& outermost = running.signature.frames;
    return waiting.wait != Wait::running && !frames.empty() && !outermost.empty() &&
           frames.back() == outermost.back() &&
           waiting.signature.creator == running.signature.creator &&
           waiting.variant.file == running.variant.file &&
           waiting.variant.line == running.variant.line && waiting.allow == running.allow;
  };
  for (std::size_t i = clusters.size(); i-- > 0;) {
    if (clusters[i].wait != Wait::running) {
      continue;
    }
    const auto waiting = std::ranges::find_if(
        clusters, [&](const Cluster& other) { return same_leak(other, clusters[i]); });
    if (waiting != clusters.end()) {
      join(*waiting, clusters[i]);
      clusters.erase(clusters.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
}

} // namespace

std::vector<Cluster>
cluster_subjects(const std::vector<Subject>& subjects, const StackTable& stacks,
                 SourceNames& sources)
{
  Clusterer clusterer(stacks, sources);
  for (const Subject& subject : subjects) {
    clusterer.add(subject);
  }
  std::vector<Cluster> clusters = clusterer.take();
  join_running(clusters);
  return clusters;
}

} // namespace leakgate::rules
