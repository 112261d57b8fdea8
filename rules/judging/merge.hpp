#pragma once

#include "gate/base/result.hpp"
#include "gate/model/verdict.hpp"
#include "rules/baseline/summary.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// A verdict with the name under which messages speak of it.
struct NamedVerdict
{
  std::string name; ///< `shard1.json`
  Verdict verdict;
};

/// The results of several jobs that each ran some of the packages, as one: packages,
/// findings and problems side by side, the ledger added up, the outcome decided anew, so
/// that one red job makes the whole red. What each job alone could not know is corrected:
/// an allow entry that matched in one of them is not stale. Metrics are added up, ratios
/// weighted, and of times the worst counts. The first result says where sources lie.
///
/// Error: a package that two of them have judged (`b.json: example.com/app/hub is also in
/// a.json (…)`), or nothing to merge.
[[nodiscard]] Result<Verdict> merge_verdicts(std::vector<NamedVerdict> verdicts);

/// The results of several `go test` calls of one command, in the order in which they began, as one.
/// As merge_verdicts, but calls may run the same package: a leak that one of them shows stays,
/// whatever the others show, and counts once, with the strongest evidence and the largest number.
/// A test that failed and passed when it ran again has passed; what could not be judged in one call
/// is not judged. Error: nothing to merge.
[[nodiscard]] Result<Verdict> merge_calls(std::vector<NamedVerdict> calls);

/// Compares `verdict` with an earlier result and writes what comes out into it: Finding::base of
/// the reported findings, and Verdict::base. Findings are the same by package and fingerprint, also
/// by that of a variant, as in a baseline; what the earlier run let pass was there too and is not
/// new. Gone, and fewer, is only what this run would have met: see rules::Reach.
/// The outcome stays.
void compare_with_base(Verdict& verdict, const NamedVerdict& base,
                       const InCheckout& in_checkout = {});

} // namespace leakgate
