#pragma once

#include "rules/config/keys.hpp"
#include "rules/config/yaml_tree.hpp"

#include <vector>

namespace leakgate::config {

/// Holds a map against its keys and adds everything that is wrong to `errors`. A tree that
/// passes can be read without further questions. A section without a value is an empty one.
void check_section(const Node& node, const Section& section, std::vector<Error>& errors);

/// The same for a list of such maps; ids in it must differ.
void check_sections(const Node& node, const Section& section, std::vector<Error>& errors);

} // namespace leakgate::config
