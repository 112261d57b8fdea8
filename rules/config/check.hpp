#pragma once

#include "rules/config/keys.hpp"
#include "rules/config/yaml_tree.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace leakgate::config {

/// Holds a map against its keys and adds everything that is wrong to `errors`. A tree that
/// passes can be read without further questions. A section without a value is an empty one.
void check_section(const Node& node, const Section& section, std::vector<Error>& errors);

/// The same for a list of such maps; ids in it must differ.
void check_sections(const Node& node, const Section& section, std::vector<Error>& errors);

/// Checks the value of a key that is no section and adds what is wrong with it to `errors`:
/// at most one error for a value, and for each word of a list of states.
void check_value(const Node& node, const Key& key, std::vector<Error>& errors);

/// What stands there, for a message: `"2027-13-01"`, `nothing`, `a list`, `a map`.
[[nodiscard]] std::string got(const Node& node);

/// Refuses an entry of `section`, which lets pass what it selects, when it selects
/// everything: each key that is `*` or the like, and all of its keys when none of them says
/// no to any of a few unlike names.
void check_breadth(const Node& node, const Section& section, std::vector<Error>& errors);

/// Why a configuration file in the checkout may not have the key at all, as the end of a
/// message; empty for all other keys. Case, dashes and underscores don't matter.
[[nodiscard]] std::string_view refusal_of(std::string_view key);

} // namespace leakgate::config
