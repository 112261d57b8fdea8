#pragma once

#include "gate/model/finding.hpp"
#include "rules/clusters/cluster.hpp"
#include "rules/rounds/confirmation.hpp"

#include <functional>
#include <vector>

namespace leakgate::rules {

/// Whether what a test left of a cluster is stuck in its work, where no worker waits that a process
/// starts once; asked only where all else says that it is one.
using StuckAtWork = std::function<bool(const Cluster& cluster, const TestShare& share)>;

/// The tests that left a cluster behind, each with the tier that the evidence about it gives,
/// strongest first, then by name; without their lines. What no test did has an empty name.
[[nodiscard]] std::vector<Leaker> leakers_of(const Cluster& cluster, const ShownByTest& confirmed,
                                             const ShownByTest& own, const StuckAtWork& stuck);

/// Whether the Go runtime started the goroutine to run code of the user's: a finalizer, a
/// cleanup, the callback of a timer. No `go` statement did.
[[nodiscard]] bool runs_for_runtime(const Goroutine& goroutine);

/// Whether the callback of a timer left the goroutine, or has started it.
[[nodiscard]] bool came_from_timer(const Goroutine& goroutine);
[[nodiscard]] bool came_from_timer(const Finding& finding);

/// Sets the finding's leakers and what follows from them: its tier, which is the strongest of
/// theirs, the rounds and the note of those that have it.
void set_leakers(Finding& finding, std::vector<Leaker> leakers);

} // namespace leakgate::rules
