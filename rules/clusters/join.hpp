#pragma once

#include "rules/clusters/cluster.hpp"

#include <cstddef>
#include <utility>
#include <vector>

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

} // namespace leakgate::rules
