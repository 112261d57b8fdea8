#pragma once

#include "gate/model/verdict.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// What the live heap of packages did, and which of it is worth telling.
namespace leakgate::heap_growth {

/// Live bytes after minus before the tests; of made-up numbers that are too far apart any number.
[[nodiscard]] std::int64_t bytes_of(const HeapSummary& heap);

/// True where a limit is set and the heap grew at all, or where it grew by a MiB: one sample of the
/// profile already stands for half of that, so less says nothing. Also where running again says
/// something of many objects.
[[nodiscard]] bool is_telling(const HeapSummary& heap);

/// ` · memory of 2 packages not judged`: they were to run again because of it, and could not.
/// Empty: there are none.
[[nodiscard]] std::string not_judged(const Verdict& verdict);

/// The packages with such growth, the largest first.
[[nodiscard]] std::vector<const PackageVerdict*> telling_packages(const Verdict& verdict);

/// `+1.5 MiB`, `-300 KiB`.
[[nodiscard]] std::string signed_size(std::int64_t bytes);

/// Of memory that grows: `+1.2 MiB each round (4 of 4) · 12,000 objects`; where rounds differ the
/// least that one added: `+1.2 MiB or more each round`.
[[nodiscard]] std::string each_round(const std::vector<std::int64_t>& bytes,
                                     const std::vector<std::int64_t>& objects);

/// What each goroutine of a finding keeps alive: `about 1.0 MiB each, 12 objects`; empty where it
/// is not known.
[[nodiscard]] std::string held(const Finding& finding);

/// The other lines whose allocations grow with it: `cache.go:12 (+64 KiB) · cache.go:20 (+1 KiB)`;
/// at most four.
[[nodiscard]] std::string other_sites(const Finding& finding);

} // namespace leakgate::heap_growth
