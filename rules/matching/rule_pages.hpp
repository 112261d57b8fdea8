#pragma once

#include "gate/model/rule.hpp"

#include <string>

namespace leakgate::rules {

/// What a match asks for, in words and Markdown: ``state is `chan_send`; the test is
/// `TestA*` ``. `any goroutine` where it asks for nothing.
[[nodiscard]] std::string match_in_words(const GoroutineMatch& match);

/// The page of a rule in Markdown, under a heading of level two that is the rule's id:
/// title and severity, why, fix and explanation; what is empty is left out. Ends with a
/// newline.
[[nodiscard]] std::string rule_page(const RuleInfo& rule);

/// The same with what the pattern matches.
[[nodiscard]] std::string rule_page(const Pattern& pattern);

/// The pages of all built-in patterns and of policy_rules(), sorted by id, under a heading
/// and a table of contents: the content of rules/RULES.md.
[[nodiscard]] std::string rules_markdown();

} // namespace leakgate::rules
