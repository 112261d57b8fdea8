#include "rules/cluster.hpp"

#include "rules/goroutine_order.hpp"

#include <functional>

namespace leakgate::rules {

namespace {

constexpr std::size_t k_none = static_cast<std::size_t>(-1);

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
public:
  Clusterer(const StackTable& stacks, SourceNames& sources) : m_stacks(stacks), m_sources(sources)
  {
  }

  void
  add(const Subject& subject)
  {
    if (subject.stack >= m_of_stack.size()) {
      m_of_stack.resize(subject.stack + 1, k_none);
    }
    if (m_of_stack[subject.stack] == k_none) {
      m_of_stack[subject.stack] = find(subject);
      m_clusters[m_of_stack[subject.stack]].stacks.push_back(subject.goroutine);
    }
    Cluster& cluster = m_clusters[m_of_stack[subject.stack]];
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
  std::size_t
  find(const Subject& subject)
  {
    const StackFacts& facts = m_stacks.facts(subject.stack);
    Cluster cluster;
    cluster.wait = facts.wait;
    cluster.allow = facts.allow;
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
  std::vector<std::size_t> m_of_stack;
  std::unordered_multimap<std::size_t, std::size_t> m_by_hash;
};

} // namespace

std::vector<Cluster>
cluster_subjects(const std::vector<Subject>& subjects, const StackTable& stacks,
                 SourceNames& sources)
{
  Clusterer clusterer(stacks, sources);
  for (const Subject& subject : subjects) {
    clusterer.add(subject);
  }
  return clusterer.take();
}

} // namespace leakgate::rules
