#pragma once

#include "gate/app/line/config_file.hpp"
#include "gate/model/rule.hpp"

#include <vector>

namespace leakgate {

/// Every rule there is in the current folder, sorted by id: the built-in ones and the
/// patterns of the configuration, which come first where an id is the same. Errors: what
/// is wrong in the configuration.
[[nodiscard]] tl::expected<std::vector<RuleInfo>, Messages> list_rules();

} // namespace leakgate
