#pragma once

#include "gate/base/result.hpp"
#include "gate/model/verdict.hpp"

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

} // namespace leakgate
