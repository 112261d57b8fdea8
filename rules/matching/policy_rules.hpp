#pragma once

#include "gate/model/rule.hpp"

#include <span>
#include <string_view>

namespace leakgate::rules {

/// The rules that are no patterns over goroutines: thresholds of a package
/// (`heap-growth`, `blocked-ratio`, `finalizer-wait`), what goroutines did that outlived
/// their tests (`outlived`), and entries of the configuration
/// that no longer do anything (`allow-stale`, `allow-expired`). Sorted by id.
[[nodiscard]] std::span<const RuleInfo> policy_rules();

/// The one of them with this id, or null.
[[nodiscard]] const RuleInfo* policy_rule(std::string_view id);

} // namespace leakgate::rules
