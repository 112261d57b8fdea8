#pragma once

#include "rules/config/keys.hpp"
#include "rules/config/yaml_tree.hpp"

#include <vector>

namespace leakgate::config {

/// Refuses an entry of `section`, which lets pass what it selects, when it selects
/// everything: each key that is `*` or the like, and all of its keys when none of them says
/// no to any of a few unlike names.
void check_breadth(const Node& node, const Section& section, std::vector<Error>& errors);

} // namespace leakgate::config
