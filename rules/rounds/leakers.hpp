#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/finding.hpp"
#include "rules/clusters/cluster.hpp"
#include "rules/rounds/confirmation.hpp"

#include <vector>

namespace leakgate::rules {

/// Goroutines that were seen to end while the gate waited, by their start: those that slept, and
/// ended in the second half of the waiting.
class SeenToEnd
{
public:
  /// Takes in the sightings of one process; `population` is what was left of it.
  void add(const PackageEvidence& evidence, const Population& population,
           const Identities& identities);
  [[nodiscard]] bool includes(const Start& start) const;

private:
  std::vector<Start> m_starts;
};

/// The tests that left a cluster behind, each with the tier that the evidence about it gives,
/// strongest first, then by name; without their lines. What no test did has an empty name.
[[nodiscard]] std::vector<Leaker> leakers_of(const Cluster& cluster, const ShownByTest& confirmed,
                                             const ShownByTest& own, const SeenToEnd& ended);

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
