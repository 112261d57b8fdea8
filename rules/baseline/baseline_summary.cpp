#include "rules/baseline/baseline_summary.hpp"

#include "gate/base/saturate.hpp"
#include "rules/baseline/baseline_groups.hpp"

#include <algorithm>

namespace leakgate::rules {

bool
is_complete(const PackageVerdict& package)
{
  return package.end == PackageEnd::no_tests ||
         (package.end == PackageEnd::passed && package.judged);
}

bool
measured_all(const Verdict& verdict, const std::string& package)
{
  if (verdict.coverage == Coverage::some_tests) {
    return false;
  }
  const auto found = std::ranges::find(verdict.packages, package, &PackageVerdict::import_path);
  if (found != verdict.packages.end()) {
    return is_complete(*found);
  }
  return verdict.coverage == Coverage::everything && !verdict.packages.empty() &&
         std::ranges::all_of(verdict.packages, is_complete);
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
summarize_baseline(const Baseline& baseline, const Verdict& verdict)
{
  BaselineSummary summary;
  summary.file = baseline.file;
  summary.clusters = static_cast<std::int64_t>(baseline.entries.size());
  const auto seen = seen_of_baseline(baseline, verdict.findings);
  summary.matched = static_cast<std::int64_t>(seen.size());
  std::map<std::string, bool> measured;
  for (const BaselineEntry& entry : baseline.entries) {
    const auto [known, added] = measured.try_emplace(entry.package);
    if (added) {
      known->second = measured_all(verdict, entry.package);
    }
    const auto found = seen.find(&entry);
    if (!known->second) {
      continue;
    }
    if (found == seen.end()) {
      summary.gone.push_back(entry);
    } else if (found->second < entry.count) {
      summary.fewer.push_back(entry);
      summary.fewer.back().count = found->second;
    }
  }
  return summary;
}

} // namespace leakgate::rules
