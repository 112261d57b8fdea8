#include "gate/base/saturate.hpp"
#include "rules/heap/growth.hpp"
#include "rules/heap/heap_findings.hpp"
#include "rules/heap/sites.hpp"

#include <algorithm>
#include <map>

namespace leakgate::rules {

namespace {

// Below this a goroutine holds no more than what starting it takes.
constexpr std::int64_t k_worth_telling = 1024;

bool
leaks_in(const Finding& finding, const std::string& test)
{
  return std::ranges::any_of(finding.leakers, [&](const Leaker& leaker) {
    return leaker.test == test || leaker.test.starts_with(test + "/");
  });
}

// The only one that `fits`, or null.
template <typename Fits>
Finding*
only(const std::vector<Finding*>& findings, Fits fits)
{
  Finding* found = nullptr;
  for (Finding* finding : findings) {
    if (fits(*finding)) {
      if (found != nullptr) {
        return nullptr;
      }
      found = finding;
    }
  }
  return found;
}

Finding*
owner_of(const GrowingSite& site, const std::vector<Finding*>& findings)
{
  // The outermost frame is what the goroutine runs; below package testing's it is the test's own.
  const Name entry = site.stack.empty() ? Name() : site.stack.back().function;
  Finding* own = only(findings, [&](const Finding& finding) {
    return site.test.empty() && !finding.stack.empty() && finding.stack.back().function == entry;
  });
  if (own == nullptr && !site.test.empty()) {
    own = only(findings, [&](const Finding& finding) { return leaks_in(finding, site.test); });
  }
  return own == nullptr && findings.size() == 1 ? findings.front() : own;
}

// By their first goroutine's test they are as many in each round as in the suite.
std::int64_t
goroutines_of(const Finding& finding)
{
  std::int64_t count = 0;
  for (const Leaker& leaker : finding.leakers) {
    count = saturating_add(count, leaker.tier >= Tier::lingering ? leaker.count : 0);
  }
  return std::max<std::int64_t>(1, count);
}

} // namespace

void
tell_held(const std::vector<Finding*>& findings, const HeapPackage& checked, int warm_up,
          const TestNames& names, SourceNames& sources)
{
  if (!checked.apart) {
    return;
  }
  std::vector<Finding*> causes;
  for (Finding* finding : findings) {
    if (finding->kind == FindingKind::goroutine && finding->caused_by.empty()) {
      causes.push_back(finding);
    }
  }
  std::map<Finding*, HeapGrown> held;
  for (const GrowingSite& site : growing_sites(checked.apart->evidence, warm_up, names, sources)) {
    if (Finding* owner = owner_of(site, causes)) {
      add(held[owner], site.growth);
    }
  }
  for (const auto& [finding, growth] : held) {
    const std::int64_t count = goroutines_of(*finding);
    const HeldMemory each{least(growth.bytes) / count, least(growth.objects) / count};
    if (each.bytes >= k_worth_telling) {
      finding->held = each;
    }
  }
}

} // namespace leakgate::rules
