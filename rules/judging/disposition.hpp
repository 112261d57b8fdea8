#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/policy.hpp"
#include "gate/model/verdict.hpp"
#include "rules/baseline/groups.hpp"
#include "rules/judging/thresholds.hpp"

#include <vector>

namespace leakgate::rules {

/// One leak of a package on its way to its column.
struct Judged
{
  Finding finding;                   ///< complete but for what dispose() sets
  const AllowEntry* allow = nullptr; ///< the entry that matched it, or none
};

/// Decides what becomes of the leaks of one package, all of kind goroutine: sets
/// `disposition`, `disposition_reason` and `baseline_count`. The first that holds counts:
/// the entry or a comment in the source allows it, unless there are more in the package than its
/// `max`; the baseline records it with at least as many; tier or severity is weaker than the policy
/// fails on; all that is left in the package is not more than it may grow by; reported.
///
/// What an entry or the baseline knows and does not cover keeps that as its reason, also
/// when it is reported: `allowed up to 1 by .leakgate.yml:12, got 3`. `baseline` may be null.
void dispose(std::vector<Judged>& leaks, const Policy& policy, const PackageLimits& limits,
             const BaselineIndex* baseline);

/// The same for memory that grows (is_heap_leak()), where amounts are bytes each round; in place of
/// the goroutines that a package may leave behind stands what each round may add.
void dispose_heap(std::vector<Judged>& leaks, const Policy& policy, const PackageLimits& limits,
                  const BaselineIndex* baseline);

/// The same for a finding of another kind, for which the severity alone counts: neither an
/// entry nor the baseline nor the growth of goroutines is about it, and it has no tier.
void dispose_by_severity(Finding& finding, const Policy& policy);

/// A finding that would fail though the change has not touched what starts it stays below.
void dispose_by_change(Finding& finding, const Policy& policy);

/// Adds the goroutines of the leaks to the columns that dispose() has decided on.
void add_to_columns(const std::vector<Judged>& leaks, Ledger& ledger);

/// Whether the comment allows the finding: it stands at its `go` statement, or at the call that led
/// to one in somebody else's code, or at every test that left something of it.
[[nodiscard]] bool is_about(const AllowComment& comment, const Finding& finding);

/// Whether a line of the change is one that the finding starts from: its `go` statement, the call
/// that led to it, or the line of one of its tests.
[[nodiscard]] bool is_touched(const ChangedLines& changed, const Finding& finding);

} // namespace leakgate::rules
