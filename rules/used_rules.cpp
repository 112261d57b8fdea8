#include "rules/used_rules.hpp"

#include "rules/pattern_book.hpp"
#include "rules/policy_rules.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <string>

namespace leakgate::rules {

namespace {

const RuleInfo*
find(std::span<const Pattern> patterns, const std::string& id)
{
  const auto found =
      std::ranges::find(patterns, id, [](const Pattern& each) { return each.rule.id; });
  return found == patterns.end() ? nullptr : &found->rule;
}

} // namespace

std::vector<RuleInfo>
used_rules(const std::vector<Finding>& findings, const Policy& policy)
{
  std::set<std::string> ids;
  for (const Finding& finding : findings) {
    ids.insert(finding.rule);
  }
  std::vector<RuleInfo> rules;
  for (const std::string& id : ids) {
    const RuleInfo* rule = find(policy.patterns, id);
    rule = rule != nullptr ? rule : find(builtin_patterns(), id);
    rule = rule != nullptr ? rule : policy_rule(id);
    if (rule != nullptr) {
      rules.push_back(*rule);
    }
  }
  return rules;
}

} // namespace leakgate::rules
