#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/policy.hpp"
#include "gate/model/verdict.hpp"
#include "rules/heap/growth.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace leakgate::rules {

/// The counts of all tests together: the first run, or where only more rounds show that it grows,
/// in steps, those. Empty where nothing ran.
[[nodiscard]] HeapGrown whole_growth(const HeapPackage& checked, int warm_up,
                                     const HeapPolicy& policy);

/// False when it grew in the rounds that showed `whole`, and not in those that were to show where:
/// that is no leak.
[[nodiscard]] bool grew_again(const HeapPackage& checked, const HeapGrown& whole, int warm_up,
                              const HeapPolicy& policy);

/// True when what grew was free again when the process ended, all but what is no growth by itself:
/// TestMain empties, after the last test, what its tests fill. Exact sites tell, in every process
/// that has them; counts do not, as TestMain may free what it made before the tests.
[[nodiscard]] bool is_freed_at_end(const HeapPackage& checked, int warm_up,
                                   const HeapPolicy& policy);

/// True when as much less was alive at the end of the process as its rounds had added: that may be
/// the same memory.
[[nodiscard]] bool may_be_freed(const PackageEvidence& process, int warm_up,
                                const HeapPolicy& policy);

/// The processes of tests that grow by themselves and have not run for their sites: there was no
/// time.
[[nodiscard]] std::vector<const LoneProcess*> without_sites(const HeapPackage& checked, int warm_up,
                                                            const HeapPolicy& policy);

/// True when some of the tests, these among them, ran for twenty rounds of which the last ten added
/// less than what counts: what they fill has a limit.
[[nodiscard]] bool filled_up_alone(const HeapPackage& checked, const std::set<std::string>& tests,
                                   const HeapPolicy& policy);

/// True where fuzz targets or examples ran, of which package testing makes no rounds.
[[nodiscard]] bool has_tests_without_rounds(const PackageRun& run);

/// What fuzz targets and examples, which have no rounds, left in the suite: by how much more the
/// live heap grew there than in the first round of its tests. 0 where that is less than what makes
/// a package run again, or where other tests did not run again either. `run` may be null.
[[nodiscard]] std::int64_t left_without_rounds(const HeapSummary& summary,
                                               const HeapPackage& checked, const PackageRun* run,
                                               const HeapPolicy& policy);

/// Says in `summary` what the rounds were, and in one line what they mean where nothing grew, or
/// why nobody knows. `without_rounds` as left_without_rounds() has it.
void tell_heap_rounds(HeapSummary& summary, const HeapPackage& checked, int warm_up,
                      const HeapPolicy& policy, std::int64_t without_rounds);

} // namespace leakgate::rules
