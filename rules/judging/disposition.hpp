#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/policy.hpp"
#include "gate/model/verdict.hpp"
#include "rules/baseline/groups.hpp"
#include "rules/judging/thresholds.hpp"

#include <cstddef>
#include <functional>
#include <vector>

namespace leakgate::rules {

/// One leak of a package on its way to its column.
struct Judged
{
  Finding finding;                   ///< complete but for what dispose() sets
  const AllowEntry* allow = nullptr; ///< the entry that matched it, or none
  /// The leaks, by index, without which it cannot be there: what allows all of these allows it.
  std::vector<std::size_t> bound_to = {};
};

/// The place that a frame of a stack shows, in the name that findings have for its file.
using PlaceOf = std::function<Place(const Frame&)>;

/// Decides what becomes of the leaks of one package, all of kind goroutine: sets
/// `disposition`, `disposition_reason` and `baseline_count`. The first that holds counts:
/// the entry or a comment in the source allows it, unless there are more in the package than its
/// `max`; all that it is bound to is allowed; the baseline records it with at least as many; tier
/// or severity is weaker than the policy fails on; all that is left in the package is not more than
/// it may grow by; reported.
///
/// What an entry or the baseline knows and does not cover keeps that as its reason, also
/// when it is reported: `allowed up to 1 by .leakgate.yml:12, got 3`. `baseline` may be null,
/// and `place_of` is only asked where the policy has a change.
void dispose(std::vector<Judged>& leaks, const Policy& policy, const PackageLimits& limits,
             const BaselineIndex* baseline, const PlaceOf& place_of);

/// The same for memory that grows (is_heap_leak()), where amounts are bytes each round; in place of
/// the goroutines that a package may leave behind stands what each round may add.
void dispose_heap(std::vector<Judged>& leaks, const Policy& policy, const PackageLimits& limits,
                  const BaselineIndex* baseline, const PlaceOf& place_of);

/// The same for a finding of another kind, for which the severity alone counts: neither an
/// entry nor the baseline nor the growth of goroutines is about it, and it has no tier.
void dispose_by_severity(Finding& finding, const Policy& policy);

/// A finding that would fail though the change has not touched what leads to it stays below.
void dispose_by_change(Finding& finding, const Policy& policy, const PlaceOf& place_of);

/// Adds the goroutines of the leaks to the columns that dispose() has decided on.
void add_to_columns(const std::vector<Judged>& leaks, Ledger& ledger);

/// Whether the comment allows the finding: it stands at its `go` statement, of memory at what
/// allocated it, or at the call that led to one in somebody else's code, or at every test that left
/// something of it.
[[nodiscard]] bool is_about(const AllowComment& comment, const Finding& finding);

/// All places in the source that lead to the finding: the lines of its tests, its `go` statement,
/// the calls that led there, and the stacks that it was met with.
[[nodiscard]] std::vector<Place> leading_places(const Finding& finding, const PlaceOf& place_of);

/// Whether it is not known at which line each test led to the finding.
[[nodiscard]] bool has_unknown_test(const Finding& finding);

/// Whether the change has touched a place that leads to the finding. What is not known counts as
/// touched: a file of which `changed` says nothing, and a goroutine without its `go` statement.
/// Where the line of a test is not known, the package's import path stands for a file with all of
/// its tests.
[[nodiscard]] bool is_touched(const ChangedLines& changed, const Finding& finding,
                              const PlaceOf& place_of);

} // namespace leakgate::rules
