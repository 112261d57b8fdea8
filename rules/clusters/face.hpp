#pragma once

#include "rules/clusters/cluster.hpp"

namespace leakgate::rules {

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
