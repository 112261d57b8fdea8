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
/// profile already stands for half of that, so less says nothing.
[[nodiscard]] bool is_telling(const HeapSummary& heap);

/// The packages with such growth, the largest first.
[[nodiscard]] std::vector<const PackageVerdict*> telling_packages(const Verdict& verdict);

/// `+1.5 MiB`, `-300 KiB`.
[[nodiscard]] std::string signed_size(std::int64_t bytes);

} // namespace leakgate::heap_growth
