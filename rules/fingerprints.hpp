#pragma once

#include "gate/model/finding.hpp"
#include "rules/cluster.hpp"
#include "rules/source_names.hpp"

#include <string>
#include <vector>

namespace leakgate::rules {

/// Sets `fingerprint` and `variants` of the findings, which are those of the clusters of
/// `package` in the same order; reads nothing of them. `variants` stays empty for a
/// cluster with one. A fingerprint depends on the cluster's signature and, where leaks
/// differ in their place alone, on the order of these places; neither on the pattern that
/// explains the leak nor on an allow entry. No two variants get the same one.
void assign_fingerprints(const std::vector<Cluster>& clusters, const std::string& package,
                         SourceNames& sources, std::vector<Finding>& findings);

} // namespace leakgate::rules
