#include "rules/baseline/summary.hpp"

#include "gate/base/saturate.hpp"
#include "rules/baseline/groups.hpp"
#include "rules/baseline/reach.hpp"

#include <algorithm>

namespace leakgate::rules {

namespace {

// A package that is not there any more leaks nothing, when all that there is was measured.
bool
measured_absent(const Verdict& verdict)
{
  return verdict.coverage == Coverage::everything && !verdict.packages.empty() &&
         std::ranges::all_of(verdict.packages, is_complete);
}

} // namespace

bool
is_complete(const PackageVerdict& package)
{
  return !package.narrowed && (package.end == PackageEnd::no_tests ||
                               (package.end == PackageEnd::passed && package.judged));
}

MeasuredPackages::MeasuredPackages(const Verdict& verdict)
    : m_can_tell(verdict.coverage != Coverage::some_tests), m_absent(measured_absent(verdict))
{
  m_complete.reserve(verdict.packages.size());
  for (const PackageVerdict& package : verdict.packages) {
    m_complete.emplace(package.import_path, is_complete(package));
    if (!package.heap || package.heap->rounds.empty()) {
      m_no_rounds.insert(package.import_path);
    }
  }
}

bool
MeasuredPackages::all_of(std::string_view package) const
{
  const auto found = m_complete.find(package);
  return m_can_tell && (found != m_complete.end() ? found->second : m_absent);
}

bool
MeasuredPackages::all_of(const BaselineEntry& entry) const
{
  return all_of(entry.package) && !(entry.heap && m_no_rounds.contains(entry.package));
}

std::map<const BaselineEntry*, std::int64_t>
seen_of_baseline(const Baseline& baseline, const std::vector<Finding>& findings)
{
  std::map<const BaselineEntry*, std::int64_t> seen;
  std::vector<const Finding*> all;
  all.reserve(findings.size());
  for (const Finding& finding : findings) {
    all.push_back(&finding);
  }
  for (const BaselineGroup& group : BaselineIndex(baseline).groups(all)) {
    std::int64_t left = 0;
    for (const std::size_t i : group.findings) {
      left = saturating_add(left, all_of(findings[i]));
    }
    for (const BaselineEntry* entry : group.entries) {
      const bool last = entry == group.entries.back();
      const std::int64_t of_it = last ? left : std::min(left, entry->count);
      seen[entry] = std::max<std::int64_t>(of_it, 1);
      left -= of_it;
    }
  }
  return seen;
}

BaselineSummary
summarize_baseline(const Baseline& baseline, const Verdict& verdict, const InCheckout& in_checkout)
{
  BaselineSummary summary;
  summary.file = baseline.file;
  summary.clusters = static_cast<std::int64_t>(baseline.entries.size());
  const auto seen = seen_of_baseline(baseline, verdict.findings);
  summary.matched = static_cast<std::int64_t>(seen.size());
  const Reach reach(verdict, in_checkout);
  for (const BaselineEntry& entry : baseline.entries) {
    const auto found = seen.find(&entry);
    const bool less = found == seen.end() ||
                      found->second < entry.count - (entry.heap ? entry.count / 8 + 4096 : 0);
    if (!less || !reach.covers(entry)) {
      continue;
    }
    if (found == seen.end()) {
      summary.gone.push_back(entry);
    } else {
      summary.fewer.push_back(entry);
      summary.fewer.back().count = found->second;
    }
  }
  return summary;
}

} // namespace leakgate::rules
