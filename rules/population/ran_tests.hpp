#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/package_verdict.hpp"
#include "gate/model/problem.hpp"
#include "gate/model/suite_run.hpp"

#include <string>
#include <vector>

namespace leakgate::rules {

/// Why the snapshot of a package says nothing about the tests that the events show: more tests
/// ran than began in the process that left it, or fewer began there than the command asked for
/// while another process said that its tests had ended. Empty when it saw them all, or when it is
/// not known how many it saw. `run` may be null.
[[nodiscard]] std::string unseen_tests(const PackageRun* run, const PackageEvidence& evidence);

/// Says of a package that would be judged, or has no tests, that tests of it were not seen: then it
/// is not judged. Where TestMain has only left some out, that is a problem, which is shown.
void heed_unseen_tests(PackageVerdict& package, const PackageRun* run,
                       const PackageEvidence& evidence, std::vector<Problem>& problems);

/// Says of a package in which no test was seen to run that none began, where tests ran in another
/// process; and of the tests without an end, in a package that passed, that they passed where the
/// snapshot shows that they had returned. Their end is lost when a test replaces os.Stdout.
void confirm_ends(TestRun& run, const std::vector<PackageEvidence>& evidence);

} // namespace leakgate::rules
