#include "rules/matching/used_rules.hpp"

#include "rules/matching/pattern_book.hpp"
#include "rules/matching/policy_rules.hpp"

#include <set>
#include <string>

namespace leakgate::rules {

std::vector<RuleInfo>
used_rules(const std::vector<Finding>& findings, const Policy& policy)
{
  std::set<std::string> ids;
  for (const Finding& finding : findings) {
    ids.insert(finding.rule);
  }
  std::vector<RuleInfo> rules;
  for (const std::string& id : ids) {
    const Pattern* pattern = find_pattern(policy.patterns, id);
    pattern = pattern != nullptr ? pattern : find_pattern(builtin_patterns(), id);
    if (pattern != nullptr) {
      rules.push_back(pattern->rule);
    } else if (const RuleInfo* rule = policy_rule(id)) {
      rules.push_back(*rule);
    }
  }
  return rules;
}

} // namespace leakgate::rules
