#pragma once

#include "gate/app/config_file.hpp"
#include "rules/merge.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// Reads JSON results. Errors: one for each file that cannot be read or understood.
[[nodiscard]] tl::expected<std::vector<NamedVerdict>, Messages>
read_results(const std::vector<std::string>& paths);

} // namespace leakgate
