#pragma once

#include "gate/model/rule.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// Reads a list of patterns in YAML (`- id: …`), as in the files of rules/patterns/ and
/// under `patterns:`, except that one without `match` is let through: it is about every
/// goroutine. `file` is its name in messages and origins. Errors: all that is wrong with it,
/// as parse_config gives them.
[[nodiscard]] tl::expected<std::vector<Pattern>, std::vector<std::string>>
parse_patterns(std::string_view yaml, const std::string& file);

} // namespace leakgate
