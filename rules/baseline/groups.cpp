#include "rules/baseline/groups.hpp"

#include "gate/base/disjoint_sets.hpp"
#include "gate/base/saturate.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace leakgate::rules {

BaselineIndex::BaselineIndex(const Baseline& baseline) : m_baseline(baseline)
{
  for (std::size_t i = 0; i < baseline.entries.size(); ++i) {
    ByFingerprint& known = m_of_package[baseline.entries[i].package];
    known[baseline.entries[i].fingerprint].push_back(i);
    for (const std::string& variant : baseline.entries[i].variants) {
      known[variant].push_back(i);
    }
  }
}

// In the order of the baseline, each once.
std::vector<std::size_t>
BaselineIndex::entries_of(const Finding& finding) const
{
  const auto known = m_of_package.find(finding.package);
  if (!is_leak(finding) || known == m_of_package.end()) {
    return {};
  }
  std::set<std::size_t> entries;
  const auto add = [&](const std::string& fingerprint, auto accepts) {
    if (const auto found = known->second.find(fingerprint); found != known->second.end()) {
      std::ranges::copy_if(found->second, std::inserter(entries, entries.end()),
                           [&](std::size_t entry) { return accepts(m_baseline.entries[entry]); });
    }
  };
  const auto any = [](const BaselineEntry&) { return true; };
  add(finding.fingerprint, [&](const BaselineEntry& entry) {
    return (!entry.parked && !finding.parked) || entry.variants.empty();
  });
  for (const std::string& place : finding.places) {
    add(place, any);
  }
  for (const StackVariant& variant : finding.variants) {
    add(variant.fingerprint, any);
  }
  return {entries.begin(), entries.end()};
}

std::vector<BaselineGroup>
BaselineIndex::groups(const std::vector<const Finding*>& findings) const
{
  std::vector<std::vector<std::size_t>> known;
  DisjointSets sets(m_baseline.entries.size());
  for (const Finding* finding : findings) {
    known.push_back(entries_of(*finding));
    for (const std::size_t entry : known.back()) {
      sets.join(entry, known.back().front());
    }
  }
  std::vector<BaselineGroup> groups;
  std::unordered_map<std::size_t, std::size_t> group_of;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (known[i].empty()) {
      continue;
    }
    const std::size_t set = sets.find(known[i].front());
    const auto [found, added] = group_of.emplace(set, groups.size());
    if (added) {
      groups.emplace_back();
    }
    groups[found->second].findings.push_back(i);
  }
  std::set<std::size_t> met;
  for (const auto& entries : known) {
    met.insert(entries.begin(), entries.end());
  }
  for (const std::size_t entry : met) {
    BaselineGroup& group = groups[group_of.at(sets.find(entry))];
    group.entries.push_back(&m_baseline.entries[entry]);
    group.recorded = saturating_add(group.recorded, m_baseline.entries[entry].count);
  }
  return groups;
}

} // namespace leakgate::rules
