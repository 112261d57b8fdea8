#pragma once

#include "gate/model/policy.hpp"
#include "rules/config/config.hpp"
#include "rules/config/yaml_tree.hpp"

#include <optional>
#include <string>
#include <vector>

namespace leakgate::config {

// Trees that check_section has passed, as values of the model.

[[nodiscard]] Origin origin_of(const Position& at, const std::string& file);

/// The text of a key's scalar; empty when the key is not there.
[[nodiscard]] std::string text_of(const Node& map, std::string_view key);

/// The conditions in an allow entry or in a pattern's `match`.
[[nodiscard]] GoroutineMatch match_of(const Node& map);

/// An item of `patterns`.
[[nodiscard]] Pattern pattern_of(const Node& map, const std::string& file);

/// An item of `allow`.
[[nodiscard]] AllowEntry allow_entry_of(const Node& map, const std::string& file);

[[nodiscard]] HeapPolicy heap_policy_of(const Node& map);

/// `inherited`, with what the map sets in its place. Null: nothing is set.
[[nodiscard]] Thresholds thresholds_of(const Node* map, Thresholds inherited);

/// What in the file lets more pass than the built-in defaults do, in the order of the file.
/// Allow entries and the baseline are not listed: the verdict shows each of their hits.
[[nodiscard]] std::vector<Loosening> loosened_by(const Config& config, const Node& root,
                                                 const std::string& file);

} // namespace leakgate::config
