#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/suite_run.hpp"

#include <vector>

namespace leakgate::rules {

/// Says of reported goroutines whose test failed that it did, and where: what stands behind that
/// line may not have run. `run` has the failures told (tell_failures).
void tell_failed_tests(std::vector<Finding>& findings, const TestRun& run);

} // namespace leakgate::rules
