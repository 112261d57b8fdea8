#include "gate/base/saturate.hpp"
#include "rules/baseline/groups.hpp"
#include "rules/baseline/reach.hpp"
#include "rules/baseline/summary.hpp"
#include "rules/judging/merge.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace leakgate {

namespace {

constexpr std::size_t k_most_gone = 100;

using Identity = std::pair<std::string_view, std::string_view>;

Identity
identity(const Finding& finding)
{
  return {finding.package, finding.fingerprint};
}

bool
is_counted(const Finding& finding)
{
  return is_leak(finding);
}

bool
is_reported(const Finding& finding)
{
  return finding.disposition == Disposition::reported;
}

BaselineEntry
recorded(const Finding& finding)
{
  BaselineEntry entry;
  entry.fingerprint = finding.fingerprint;
  entry.package = finding.package;
  entry.count = rules::all_of(finding);
  entry.parked = finding.parked;
  entry.tests = rules::leaving_tests(finding);
  entry.heap = is_heap_leak(finding);
  entry.variants = finding.places;
  for (const StackVariant& variant : finding.variants) {
    entry.variants.push_back(variant.fingerprint);
  }
  return entry;
}

// The leaks of the earlier result as a baseline would record them: one entry for
// each, in their order.
Baseline
recorded(const std::vector<const Finding*>& findings)
{
  Baseline out;
  out.entries.reserve(findings.size());
  for (const Finding* finding : findings) {
    out.entries.push_back(recorded(*finding));
  }
  return out;
}

GoneFinding
gone_finding(const Finding& finding)
{
  const Place& else_known = finding.blocked.known() ? finding.blocked : finding.started;
  return {finding.fingerprint, finding.package, finding.test, finding.message,
          finding.at.known() ? finding.at : else_known};
}

class Comparison
{
public:
  Comparison(Verdict& verdict, const NamedVerdict& base, const InCheckout& in_checkout)
      : m_verdict(verdict), m_base(base.verdict), m_reach(verdict, in_checkout)
  {
    m_out.file = base.name;
  }

  void
  make()
  {
    for (Finding& finding : m_verdict.findings) {
      finding.base = is_reported(finding) ? std::optional(BaseMark::fresh) : std::nullopt;
    }
    compare_counted();
    compare_others();
    m_verdict.base = std::move(m_out);
  }

private:
  void
  compare_counted()
  {
    std::vector<const Finding*> before;
    std::vector<const Finding*> now;
    std::vector<Finding*> marked;
    for (const Finding& finding : m_base.findings) {
      if (is_counted(finding)) {
        before.push_back(&finding);
      }
    }
    for (Finding& finding : m_verdict.findings) {
      if (is_counted(finding)) {
        now.push_back(&finding);
        marked.push_back(&finding);
      }
    }
    const Baseline baseline = recorded(before);
    std::set<const BaselineEntry*> met;
    for (const rules::BaselineGroup& group : rules::BaselineIndex(baseline).groups(now)) {
      met.insert(group.entries.begin(), group.entries.end());
      mark(group, marked);
    }
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (!met.contains(&baseline.entries[i])) {
        add_gone(*before[i]);
      }
    }
  }

  void
  mark(const rules::BaselineGroup& group, const std::vector<Finding*>& findings)
  {
    std::int64_t got = 0;
    for (const std::size_t i : group.findings) {
      got = saturating_add(got, rules::all_of(*findings[i]));
    }
    for (const std::size_t i : group.findings) {
      Finding& finding = *findings[i];
      if (!is_reported(finding)) {
        continue;
      }
      // What each round adds varies by what allocators round.
      const std::int64_t slack = is_heap_leak(finding) ? group.recorded / 8 + 4096 : 0;
      finding.base =
          got > saturating_add(group.recorded, slack) ? BaseMark::grown : BaseMark::known;
      m_out.fewer += got < group.recorded - slack && covers(group) ? 1 : 0;
    }
  }

  [[nodiscard]] bool
  covers(const rules::BaselineGroup& group) const
  {
    return std::ranges::all_of(
        group.entries, [this](const BaselineEntry* entry) { return m_reach.covers(*entry); });
  }

  void
  compare_others()
  {
    std::set<Identity> before;
    std::set<Identity> now;
    for (const Finding& finding : m_base.findings) {
      before.insert(identity(finding));
    }
    for (Finding& finding : m_verdict.findings) {
      now.insert(identity(finding));
      if (!is_counted(finding) && is_reported(finding) && before.contains(identity(finding))) {
        finding.base = BaseMark::known;
      }
    }
    for (const Finding& finding : m_base.findings) {
      if (!is_counted(finding) && !now.contains(identity(finding))) {
        add_gone(finding);
      }
    }
  }

  void
  add_gone(const Finding& finding)
  {
    if (!is_reported(finding) || !m_reach.covers(recorded(finding))) {
      return;
    }
    ++m_out.gone;
    if (m_out.gone_findings.size() < k_most_gone) {
      m_out.gone_findings.push_back(gone_finding(finding));
    }
  }

  Verdict& m_verdict;
  const Verdict& m_base;
  BaseComparison m_out;
  rules::Reach m_reach;
};

} // namespace

void
compare_with_base(Verdict& verdict, const NamedVerdict& base, const InCheckout& in_checkout)
{
  Comparison(verdict, base, in_checkout).make();
}

} // namespace leakgate
