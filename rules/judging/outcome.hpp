#pragma once

#include "gate/model/verdict.hpp"

#include <string>

namespace leakgate::rules {

/// Why a package cannot be judged, from how it ended and what it left behind; empty
/// when it can.
[[nodiscard]] std::string unjudged_note(PackageEnd end, const PackageEvidence* evidence,
                                        const PackageRun* run = nullptr);

/// Sets `outcome` and `reason` from the rest of the verdict. The first that holds:
/// `no_verdict`: the run was interrupted;
/// `tests_failed`: a package failed, crashed, timed out, exited, did not compile or did
/// not finish (findings are reported all the same); `no_verdict`: the ledger does not
/// balance; `leaks`: a finding is reported; `no_verdict`: a package that ran left nothing
/// to judge, or no package ran a test; `pass`.
void decide_outcome(Verdict& verdict);

} // namespace leakgate::rules
