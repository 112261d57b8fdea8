#pragma once

#include "gate/model/finding.hpp"
#include "rules/clusters/cluster.hpp"
#include "rules/names/source_names.hpp"

#include <string>
#include <vector>

namespace leakgate::rules {

/// Sets `fingerprint`, `places` and `variants` of the findings, which are those of the
/// clusters of `package` in the same order; reads nothing of them. `variants` stays empty for a
/// cluster with one place. A fingerprint depends on the identity of the cluster and, where
/// several have the same, on the order of their `go` statements and on where they are stuck;
/// neither on what a goroutine was met doing, nor on the pattern that explains the leak, nor on
/// an allow entry. No two findings get the same one.
void assign_fingerprints(const std::vector<Cluster>& clusters, const std::string& package,
                         SourceNames& sources, std::vector<Finding>& findings);

} // namespace leakgate::rules
