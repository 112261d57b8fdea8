#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/source_line.hpp"
#include "rules/names/source_names.hpp"
#include "rules/population/population.hpp"
#include "rules/population/stack_table.hpp"
#include "rules/stacks/identity.hpp"
#include "rules/stacks/signature.hpp"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace leakgate::rules {

/// One line at which goroutines of a cluster were met.
struct Spot
{
  const Goroutine* goroutine = nullptr; ///< one that was met there; never null
  Name file;                            ///< the innermost line outside of the standard library
  int line = 0;
  std::int64_t looks = 0; ///< over all goroutines, how many looks met one there
};

/// One place at which goroutines of a cluster were met: a way to wait and a stack as
/// functions. It may have several lines.
struct ClusterVariant
{
  Signature signature;
  Variant variant;
  Wait wait = Wait::unknown;
  std::int64_t count = 0;                    ///< goroutines that were there in the last look
  const Goroutine* representative = nullptr; ///< never null
  std::vector<Spot> spots;                   ///< at least one; by file and line

  [[nodiscard]] std::int64_t looks() const;
};

/// What one test left of a cluster.
struct TestShare
{
  std::int64_t count = 0;
  std::int64_t proven = 0;               ///< of them with a proof that they can never wake
  std::int64_t young = 0;                ///< of them so new that too few looks met them
  Suspect representative;                ///< the oldest
  std::vector<const Goroutine*> at_rest; ///< see came_to_rest()
};

/// Goroutines of one package that are the same leak: one identity, started at one `go`
/// statement, allowed by the same entry or by none. What they were met doing does not tell
/// them apart, unless goroutines are stuck at different places for good.
struct Cluster
{
  Identity identity;
  Start start;
  Signature signature; ///< of the variant that shows it: see choose_face()
  Variant variant;     ///< likewise
  Wait wait = Wait::unknown;
  /// True when a goroutine of it was seen at more than one place: its places are a set.
  bool moving = false;
  /// True when each was waiting for something other than time, at one place in every look.
  bool parked = false;
  const AllowEntry* allow = nullptr;
  std::vector<const Goroutine*> stacks;  ///< one goroutine of each stack in it
  std::vector<const Goroutine*> members; ///< all goroutines of the last look, in no order
  Suspect representative;                ///< of the test that comes first by name, the oldest
  std::int64_t count = 0;
  std::int64_t proven = 0;                   ///< of them with a proof that they can never wake
  std::unordered_map<Name, TestShare> tests; ///< an empty name: of no test
  std::vector<ClusterVariant> variants;      ///< at least one; the one that shows it first

  /// The goroutine that shows how the cluster waits.
  [[nodiscard]] const Goroutine& face() const;
};

/// The clusters of the suspects, sorted by content, so that the order of the input does
/// not matter. The time is linear in the number of suspects; of the different signatures
/// it is that of sorting them.
[[nodiscard]] std::vector<Cluster> cluster_suspects(const std::vector<Suspect>& suspects,
                                                    StackTable& stacks, SourceNames& sources,
                                                    const SourceLine& source_line);

/// Adds `from` to `to`, of which it is a part. The places are those of both, in no order.
void merge(Cluster& to, Cluster&& from);

/// Sets `fingerprint`, `places` and `variants` of the findings, which are those of the
/// clusters of `package` in the same order; reads nothing of them. `variants` stays empty for a
/// cluster with one place. A fingerprint depends on the identity of the cluster and, where
/// several have the same, on the order of their `go` statements and on where they are stuck;
/// neither on what a goroutine was met doing, nor on the pattern that explains the leak, nor on
/// an allow entry. No two findings get the same one.
void assign_fingerprints(const std::vector<Cluster>& clusters, const std::string& package,
                         SourceNames& sources, std::vector<Finding>& findings);

} // namespace leakgate::rules
