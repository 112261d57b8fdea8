#include "rules/counterparts.hpp"

namespace leakgate::rules {

bool
Counterparts::Less::operator()(const Key& a, const Key& b) const
{
  const auto order = compare(*a.first, *b.first);
  return order != 0 ? order < 0 : compare(*a.second, *b.second) < 0;
}

Counterparts::Counterparts(const std::vector<Cluster>& clusters)
{
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    for (const ClusterVariant& variant : clusters[i].variants) {
      m_by_variant.emplace(Less::Key{&variant.signature, &variant.variant}, i);
    }
    m_by_start[start_of(clusters[i])].push_back({i, clusters[i].wait == Wait::running});
  }
}

std::set<std::size_t>
Counterparts::of(const Cluster& cluster) const
{
  std::set<std::size_t> out;
  for (const ClusterVariant& variant : cluster.variants) {
    const auto found = m_by_variant.find({&variant.signature, &variant.variant});
    if (found != m_by_variant.end()) {
      out.insert(found->second);
    }
  }
  return out.empty() ? caught_running(cluster) : out;
}

Counterparts::Start
Counterparts::start_of(const Cluster& cluster)
{
  const auto& frames = cluster.signature.frames;
  return {cluster.signature.creator, cluster.variant.file, cluster.variant.line,
          frames.empty() ? Name{} : frames.back()};
}

// A busy loop may have been met running in one of the two processes and waiting in the
// other.
std::set<std::size_t>
Counterparts::caught_running(const Cluster& cluster) const
{
  std::set<std::size_t> out;
  if (const auto found = m_by_start.find(start_of(cluster)); found != m_by_start.end()) {
    for (const Started& each : found->second) {
      if (each.running || cluster.wait == Wait::running) {
        out.insert(each.cluster);
      }
    }
  }
  return out;
}

} // namespace leakgate::rules
