#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/package_verdict.hpp"
#include "gate/model/verdict.hpp"
#include "rules/names/source_names.hpp"

#include <optional>
#include <vector>

namespace leakgate::rules {

/// The most samples that a verdict keeps of one package: a suite of hours makes thousands.
inline constexpr std::size_t k_most_samples = 400;

/// `samples` in their order, at most so many: of each stretch of time those with the fewest and the
/// most goroutines, the largest heap and the most runnable ones, and the first and the last of all.
[[nodiscard]] std::vector<Sample> thinned(const std::vector<Sample>& samples,
                                          std::size_t most = k_most_samples);

/// What a process says of its collector, scheduler and finalizers; no value where it left no
/// measurement.
[[nodiscard]] std::optional<Figures> figures_of(const PackageEvidence& evidence);

/// The worse of the two, figure by figure.
[[nodiscard]] Figures worse(const Figures& a, const Figures& b);

/// Puts the samples and figures of one of its test processes into `package`.
void add_figures(PackageVerdict& package, const PackageEvidence& evidence);

/// Live heap before and after, and the ten allocation sites that grew most in bytes in
/// use; nothing unless both snapshots measured memory. A site is the innermost line
/// outside of the runtime, as in `go tool pprof -base BEFORE -sample_index=inuse_space
/// -lines AFTER`; all stacks that end in it are one. What the probe and package
/// runtime/pprof allocate to take the snapshots is left out.
[[nodiscard]] std::optional<HeapSummary> heap_summary(const PackageEvidence& evidence,
                                                      SourceNames& sources);

} // namespace leakgate::rules
