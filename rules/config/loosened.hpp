#pragma once

#include "gate/model/policy.hpp"
#include "rules/config/config.hpp"
#include "rules/config/yaml_tree.hpp"

#include <string>
#include <vector>

namespace leakgate::config {

/// What in the file lets more pass than the built-in defaults do, in the order of the file.
/// Allow entries and the baseline are not listed: the verdict shows each of their hits.
[[nodiscard]] std::vector<Loosening> loosened_by(const Config& config, const Node& root,
                                                 const std::string& file);

} // namespace leakgate::config
