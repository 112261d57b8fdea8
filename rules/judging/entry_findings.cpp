#include "rules/judging/entry_findings.hpp"

#include "rules/baseline/summary.hpp"
#include "rules/matching/allow_list.hpp"
#include "rules/matching/match_words.hpp"
#include "rules/matching/rule_finding.hpp"
#include "rules/names/package_pattern.hpp"
#include "rules/names/symbol.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

namespace leakgate::rules {

namespace {

bool
could_be_met(const AllowEntry& entry, const Policy& policy, const Verdict& verdict)
{
  if (verdict.coverage == Coverage::everything) {
    return true;
  }
  // Which packages `x/...` stands for only a run of everything knows.
  const std::string& pattern = entry.match.package;
  return !pattern.empty() && pattern.find("...") == std::string::npos &&
         std::ranges::any_of(verdict.packages, [&](const PackageVerdict& package) {
           return package_matches(pattern, package.import_path, verdict.roots, policy.config_dir);
         });
}

Finding
about(const AllowEntry& entry, std::string_view rule, std::string_view identity,
      std::string message)
{
  Finding finding = rule_finding(rule, FindingKind::policy, {}, identity, std::move(message));
  finding.at.file = entry.origin.file;
  finding.at.line = entry.origin.line;
  return finding;
}

} // namespace

std::vector<Finding>
entry_findings(const Policy& policy, const Verdict& verdict,
               const std::unordered_set<const AllowEntry*>& met,
               const std::vector<PackageEvidence>& packages)
{
  const bool measured = verdict.coverage != Coverage::some_tests && !verdict.packages.empty() &&
                        std::ranges::all_of(verdict.packages, is_complete);
  std::map<std::string, int> same; // entries that are written alike
  std::vector<Finding> findings;
  for (const AllowEntry& entry : policy.allow) {
    const std::string words = match_words(entry.match);
    const std::string identity = fmt::format("{}#{}", words, same[words]++);
    if (has_expired(entry, policy)) {
      findings.push_back(about(entry, "allow-expired", identity,
                               fmt::format("allow entry expired on {}: {}", entry.expires, words)));
    } else if (measured && !entry.match.heap && !met.contains(&entry) &&
               could_be_met(entry, policy, verdict)) {
      const std::string near = nearest_function(entry.match, packages);
      findings.push_back(
          about(entry, "allow-stale", identity,
                fmt::format("allow entry matched nothing: {}{}{}", words,
                            near.empty() ? "" : "; the nearest that was seen is ", near)));
    }
  }
  for (const AllowComment& comment : policy.comments) {
    if (has_expired(comment.entry, policy)) {
      findings.push_back(about(comment.entry, "allow-expired", comment.entry.id,
                               fmt::format("allow comment expired on {}: {}", comment.entry.expires,
                                           comment.entry.reason)));
    }
  }
  return findings;
}

} // namespace leakgate::rules
