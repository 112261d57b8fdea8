#pragma once

#include "gate/model/verdict.hpp"

#include <vector>

namespace leakgate::rules {

/// The order in which findings are told: reported first, then by severity (high first), number
/// of goroutines, number of tests, package, place, fingerprint. Nothing else decides, so the same
/// evidence gives the same order.
[[nodiscard]] bool told_before(const Finding& a, const Finding& b);

void sort_findings(std::vector<Finding>& findings);

} // namespace leakgate::rules
