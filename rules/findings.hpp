#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/policy.hpp"
#include "gate/model/verdict.hpp"
#include "rules/cluster.hpp"
#include "rules/source_names.hpp"
#include "rules/test_names.hpp"

#include <string>
#include <vector>

namespace leakgate::rules {

/// What the findings of one package are made from beside its clusters.
struct FindingContext
{
  const std::string& package;
  const Policy& policy;
  const TestNames& names;
  SourceNames& sources;
};

/// One finding a cluster, in the same order, with tier, disposition, the three places,
/// wording and fingerprint. Adds each cluster to `ledger` where it belongs.
[[nodiscard]] std::vector<Finding> make_findings(const std::vector<Cluster>& clusters,
                                                 const FindingContext& context, Ledger& ledger);

} // namespace leakgate::rules
