#pragma once

#include "gate/model/verdict.hpp"

#include <vector>

namespace leakgate::rules {

/// Sorts findings as the contract says: reported first, then by severity (high first),
/// package, place, fingerprint. Nothing else decides, so the same evidence gives the
/// same order.
void sort_findings(std::vector<Finding>& findings);

} // namespace leakgate::rules
