#pragma once

#include "rules/clusters/cluster.hpp"

#include <vector>

namespace leakgate::rules {

/// Joins clusters with the same wait, allow entry and `go` statement (where no creator is
/// known: the same outermost frame) when at least four fifths of the functions on either
/// stack are on both (Jaccard similarity of the sets, 0.8). Different `go` statements stay
/// apart however alike their stacks are: they are two lines to fix. So do the closures of
/// one function, where their numbers mean something.
///
/// Expects the clusters sorted, each with one variant, and keeps them sorted. Leader
/// clustering: each joins the first before it that leads a group and is similar enough, or
/// leads one itself. At most 64 of one `go` statement lead; what comes after them and is
/// like none of them stays by itself.
void join_similar(std::vector<Cluster>& clusters);

} // namespace leakgate::rules
