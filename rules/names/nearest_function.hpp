#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/match.hpp"

#include <string>
#include <vector>

namespace leakgate::rules {

/// The function that was seen after the tests and is nearest to the one that `match`
/// names but does not meet: one of the same name in another package or type, or one that
/// is spelled much like it. As people write it; empty where nothing is near, or `match`
/// names no function.
[[nodiscard]] std::string nearest_function(const GoroutineMatch& match,
                                           const std::vector<PackageEvidence>& packages);

} // namespace leakgate::rules
