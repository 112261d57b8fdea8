#pragma once

#include "gate/model/policy.hpp"
#include "gate/model/verdict.hpp"

#include <unordered_set>
#include <vector>

namespace leakgate::rules {

/// Findings about the user's allow entries, without a disposition: allow-expired for each
/// whose last day is over; allow-stale for each that is not among `met` (the entries that
/// matched a goroutine, also where there were more than they allow) though the run could
/// have met it. That is: everything was tested, or all tests of some packages, of which the
/// entry names one without `...`; every package was judged and no test failed. `verdict`
/// gives packages, coverage and roots. Of what was seen in `packages` a stale entry names
/// the function that is nearest to its own.
[[nodiscard]] std::vector<Finding>
entry_findings(const Policy& policy, const Verdict& verdict,
               const std::unordered_set<const AllowEntry*>& met,
               const std::vector<PackageEvidence>& packages = {});

} // namespace leakgate::rules
