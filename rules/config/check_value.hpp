#pragma once

#include "rules/config/keys.hpp"
#include "rules/config/yaml_tree.hpp"

#include <string>
#include <vector>

namespace leakgate::config {

/// Checks the value of a key that is no section and adds what is wrong with it to `errors`:
/// at most one error for a value, and for each word of a list of states.
void check_value(const Node& node, const Key& key, std::vector<Error>& errors);

/// What stands there, for a message: `"2027-13-01"`, `nothing`, `a list`, `a map`.
[[nodiscard]] std::string got(const Node& node);

} // namespace leakgate::config
