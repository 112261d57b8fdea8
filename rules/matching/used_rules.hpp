#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/policy.hpp"
#include "gate/model/rule.hpp"

#include <vector>

namespace leakgate::rules {

/// What is known about the rules of these findings, sorted by id, each once. A pattern of
/// the user's goes before a built-in one with its id.
[[nodiscard]] std::vector<RuleInfo> used_rules(const std::vector<Finding>& findings,
                                               const Policy& policy);

} // namespace leakgate::rules
