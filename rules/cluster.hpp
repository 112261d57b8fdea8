#pragma once

#include "rules/population.hpp"
#include "rules/signature.hpp"
#include "rules/stack_table.hpp"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace leakgate::rules {

/// One of the stacks, as functions, that were joined into a cluster.
struct ClusterVariant
{
  Signature signature;
  Variant variant;
  std::int64_t count = 0;
  const Goroutine* representative = nullptr; ///< never null; waiting where one of it waits
};

/// Goroutines of one package that are the same leak: same wait, same `go` statement, the
/// same or nearly the same stack (join_similar), allowed by the same entry or by none.
struct Cluster
{
  Signature signature; ///< of the variant that sorts first: counts change from run to run
  Variant variant;     ///< likewise
  Wait wait = Wait::unknown;
  const AllowEntry* allow = nullptr;
  std::vector<const Goroutine*> stacks; ///< one goroutine of each stack in it
  Subject representative;               ///< of the test that comes first by name, the oldest
  std::int64_t count = 0;
  std::int64_t proven = 0;                      ///< of them with a proof that they can never wake
  std::unordered_map<Name, std::int64_t> tests; ///< without those of no test
  std::vector<ClusterVariant> variants;         ///< at least one; largest first, then by signature
};

/// The clusters of the subjects, sorted by content, so that the order of the input does
/// not matter. The time is linear in the number of subjects; of the different signatures
/// it is that of sorting them.
[[nodiscard]] std::vector<Cluster> cluster_subjects(const std::vector<Subject>& subjects,
                                                    const StackTable& stacks, SourceNames& sources);

/// Adds `from` to `to`, of which it is a part. The signature of `to` stays; its variants
/// are those of both, in no order.
void merge(Cluster& to, Cluster&& from);

} // namespace leakgate::rules
