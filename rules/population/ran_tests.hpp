#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/test_run.hpp"

#include <string>

namespace leakgate::rules {

/// Why the snapshot of a package says nothing about the tests that the events show: more tests
/// ran than began in the process that left it. Empty when it saw them all, or when it is not
/// known how many it saw. `run` may be null.
[[nodiscard]] std::string unseen_tests(const PackageRun* run, const PackageEvidence& evidence);

/// Says of the tests without an end, in a package that passed, that they passed where the
/// snapshot shows that they had returned. Their end is lost when a test replaces os.Stdout.
void confirm_ends(TestRun& run, const std::vector<PackageEvidence>& evidence);

} // namespace leakgate::rules
