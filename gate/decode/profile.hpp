#pragma once

#include "gate/base/result.hpp"
#include "gate/model/goroutine.hpp"
#include "gate/model/heap.hpp"

#include <string_view>
#include <vector>

namespace leakgate {

/// Reads a goroutine profile (profile.proto, gzipped or not): one Goroutine per
/// sample, with `count`, labels and frames (inlined ones expanded), without ids or
/// states. Error: `WHERE: what, got "…"`.
[[nodiscard]] Result<std::vector<Goroutine>> decode_goroutine_profile(std::string_view data,
                                                                      std::string_view where);

/// Reads a heap profile (profile.proto, gzipped or not), all four sample values.
[[nodiscard]] Result<HeapProfile> decode_heap_profile(std::string_view data,
                                                      std::string_view where);

} // namespace leakgate
