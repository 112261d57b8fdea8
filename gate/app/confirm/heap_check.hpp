#pragma once

#include "gate/app/confirm/heap_plan.hpp"
#include "gate/app/line/options.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/app/suite/session.hpp"
#include "gate/model/evidence.hpp"
#include "gate/model/policy.hpp"

#include <chrono>
#include <vector>

namespace leakgate {

/// Runs the tests of each target again in rounds whose live heap is measured exactly, within
/// `budget` in all. Where it grows, with the allocation sites of each round, and where these do not
/// show the test, by halves until a test is left. Says so on `terminal` in one line (not with
/// -json). What a test spoils that fails when it comes again runs without it.
///
/// What could not be measured stands in HeapPackage::note. After an interrupt nothing of it counts.
[[nodiscard]] HeapCheck check_heaps(const TestSession& session, const TestOptions& options,
                                    const HeapPolicy& policy,
                                    const std::vector<HeapTarget>& targets, const Evidence& suite,
                                    std::chrono::milliseconds budget, const Terminal& terminal);

} // namespace leakgate
