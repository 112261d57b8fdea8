#include "reporters/wording/families.hpp"

#include <set>

namespace leakgate {

namespace {

std::vector<const Finding*>
all_of(const Verdict& verdict)
{
  std::vector<const Finding*> findings;
  findings.reserve(verdict.findings.size());
  for (const Finding& finding : verdict.findings) {
    findings.push_back(&finding);
  }
  return findings;
}

} // namespace

Families::Families(const Verdict& verdict) : Families(all_of(verdict))
{
}

Families::Families(const std::vector<const Finding*>& findings)
{
  std::map<Key, const Finding*> causes;
  for (const Finding* finding : findings) {
    if (finding->disposition == Disposition::reported && finding->caused_by.empty()) {
      causes.emplace(Key(finding->package, finding->fingerprint), finding);
    }
  }
  std::set<const Finding*> told;
  for (const Finding* each : findings) {
    const Finding& finding = *each;
    if (finding.disposition != Disposition::reported) {
      m_others.push_back(each);
      continue;
    }
    const auto cause = finding.caused_by.empty()
                           ? causes.end()
                           : causes.find(Key(finding.package, finding.caused_by));
    const Finding* lead = cause == causes.end() ? &finding : cause->second;
    if (told.insert(lead).second) {
      m_told.push_back(lead);
    }
    if (lead != &finding) {
      m_below[Key(lead->package, lead->fingerprint)].push_back(&finding);
    }
  }
}

const std::vector<const Finding*>&
Families::below(const Finding& cause) const
{
  static const std::vector<const Finding*> k_none;
  const auto found = m_below.find(Key(cause.package, cause.fingerprint));
  return cause.caused_by.empty() && found != m_below.end() ? found->second : k_none;
}

std::vector<const Finding*>
Families::in_order() const
{
  std::vector<const Finding*> out;
  for (const Finding* told : m_told) {
    out.push_back(told);
    const std::vector<const Finding*>& folded = below(*told);
    out.insert(out.end(), folded.begin(), folded.end());
  }
  out.insert(out.end(), m_others.begin(), m_others.end());
  return out;
}

bool
Families::is_folded(const Finding& finding) const
{
  return finding.disposition == Disposition::reported && !finding.caused_by.empty() &&
         m_below.contains(Key(finding.package, finding.caused_by));
}

} // namespace leakgate
