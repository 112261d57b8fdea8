#pragma once

#include "gate/model/finding.hpp"
#include "rules/clusters/cluster.hpp"
#include "rules/names/source_names.hpp"

#include <vector>

/// Which of many tests stands for a finding, and what they have in common.
namespace leakgate::rules {

/// Of those with the strongest evidence those with a line come first.
void prefer_lines(std::vector<Leaker>& leakers);

/// Tests that came by a call of one function are mended in one way: the largest such group goes
/// first, so that one of its tests stands for the finding. Not what would not fail by itself.
void lead_with_largest_group(Finding& finding, const Cluster& cluster, Tier fail_tier,
                             SourceNames& sources);

/// The call of a test helper that all of many tests came through; else not known. What the tests of
/// that package test is no helper.
[[nodiscard]] Place shared_helper(const std::vector<Leaker>& leakers, const Cluster& cluster,
                                  std::string_view package, SourceNames& sources);

} // namespace leakgate::rules
