#pragma once

#include "gate/model/finding.hpp"

#include <string>
#include <string_view>

namespace leakgate::rules {

/// A finding of another kind than goroutine, of one of policy_rules(). `identity` is what
/// tells it from others of the rule and the package; its fingerprint is made of the three.
[[nodiscard]] Finding rule_finding(std::string_view rule, FindingKind kind,
                                   const std::string& package, std::string_view identity,
                                   std::string message);

} // namespace leakgate::rules
