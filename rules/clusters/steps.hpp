#pragma once

#include "rules/clusters/cluster.hpp"

#include <cstddef>
#include <utility>
#include <vector>

/// The steps from places to clusters, in the order in which cluster.cpp takes them.
namespace leakgate::rules {

/// The places at which the goroutines of a package were met.
struct Places
{
  std::vector<Cluster> places; ///< of one variant each
  /// Pairs of places, by number, at which one and the same goroutine was met.
  std::vector<std::pair<std::size_t, std::size_t>> links;
};

/// An order by content: by place, `go` statement, allow entry.
[[nodiscard]] bool cluster_less(const Cluster& a, const Cluster& b);

/// Makes clusters of places, sorted. Joined are those
/// - at which one goroutine was met: it moves between them;
/// - of one start, where only time separates them: a goroutine that was met running or in a
///   sleep will go on to where the others of its `go` statement wait. Where these wait at
///   several places that nothing joins, a running one goes to the first of them in order and a
///   sleeping one stays by itself.
/// Goroutines that wait for something else at different places, each at one in every look,
/// stay apart: they are stuck there for good.
[[nodiscard]] std::vector<Cluster> join_places(Places places);

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

/// Decides which of its places shows a cluster: sets its signature, variant and wait and puts
/// that place first. It must be the same in every run, however often each was met there.
///
/// Of a cluster whose goroutines stay where they are: the first in order. Of one that moves:
/// a place where it waits, never one where it was running, and of those that it was met at
/// at least a quarter as often as at the most frequent one the one whose wait says most
/// (for a channel or a lock rather than for time). A place without a goroutine in the last
/// look may be it.
/// The places of the former stay in their order, the largest first.
void choose_face(Cluster& cluster);

} // namespace leakgate::rules
