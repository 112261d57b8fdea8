#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/verdict.hpp"
#include "rules/names/source_names.hpp"

#include <optional>

namespace leakgate::rules {

/// Live heap before and after, and the ten allocation sites that grew most in bytes in
/// use; nothing unless both snapshots measured memory. A site is the innermost line
/// outside of the runtime, as in `go tool pprof -base BEFORE -sample_index=inuse_space
/// -lines AFTER`; all stacks that end in it are one. What the probe and package
/// runtime/pprof allocate to take the snapshots is left out.
[[nodiscard]] std::optional<HeapSummary> heap_summary(const PackageEvidence& evidence,
                                                      SourceNames& sources);

} // namespace leakgate::rules
