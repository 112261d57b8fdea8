#include "gate/app/commands/rule_list.hpp"

#include "rules/matching/pattern_book.hpp"
#include "rules/matching/policy_rules.hpp"

#include <algorithm>

namespace leakgate {

tl::expected<std::vector<RuleInfo>, Messages>
list_rules()
{
  auto loaded = load_config("", ".");
  if (!loaded) {
    return tl::unexpected<Messages>(std::move(loaded.error()));
  }
  std::vector<RuleInfo> list;
  for (const Pattern& pattern : loaded->config.policy.patterns) {
    list.push_back(pattern.rule);
  }
  for (const Pattern& pattern : rules::builtin_patterns()) {
    list.push_back(pattern.rule);
  }
  const auto others = rules::policy_rules();
  list.insert(list.end(), others.begin(), others.end());
  std::ranges::stable_sort(list, {}, &RuleInfo::id);
  return list;
}

} // namespace leakgate
