#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/policy.hpp"
#include "gate/model/verdict.hpp"
#include "rules/heap/growth.hpp"

namespace leakgate::rules {

/// The counts of all tests together: the first run, or where only more rounds show that it grows,
/// in steps, those. Empty where nothing ran.
[[nodiscard]] HeapGrown whole_growth(const HeapPackage& checked, int warm_up,
                                     const HeapPolicy& policy);

/// False when it grew in the rounds that showed `whole`, and not in those that were to show where:
/// that is no leak.
[[nodiscard]] bool grew_again(const HeapPackage& checked, const HeapGrown& whole, int warm_up,
                              const HeapPolicy& policy);

/// Says in `summary` what the rounds were, and in one line what they mean where nothing grew, or
/// why nobody knows.
void tell_heap_rounds(HeapSummary& summary, const HeapPackage& checked, int warm_up,
                      const HeapPolicy& policy);

} // namespace leakgate::rules
