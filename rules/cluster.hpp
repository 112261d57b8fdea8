#pragma once

#include "rules/population.hpp"
#include "rules/signature.hpp"
#include "rules/stack_table.hpp"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace leakgate::rules {

/// Goroutines of one package that are the same leak: same signature, same `go`
/// statement, allowed by the same entry or by none.
struct Cluster
{
  Signature signature;
  Variant variant;
  Wait wait = Wait::unknown;
  const AllowEntry* allow = nullptr;
  std::vector<const Goroutine*> stacks; ///< one goroutine of each stack in it
  Subject representative;               ///< of the test that comes first by name, the oldest
  std::int64_t count = 0;
  std::int64_t proven = 0;                      ///< of them with a proof that they can never wake
  std::unordered_map<Name, std::int64_t> tests; ///< without those of no test
};

/// Groups by hash, in time linear in the number of subjects. The order of the result
/// follows that of the input; whoever shows it sorts it.
[[nodiscard]] std::vector<Cluster> cluster_subjects(const std::vector<Subject>& subjects,
                                                    const StackTable& stacks, SourceNames& sources);

} // namespace leakgate::rules
