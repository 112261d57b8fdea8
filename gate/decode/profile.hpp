#pragma once

#include "gate/base/result.hpp"
#include "gate/model/goroutine.hpp"
#include "gate/model/heap.hpp"

#include <string_view>
#include <vector>

namespace leakgate {

/// Reads a goroutine profile (profile.proto, gzipped or not): one Goroutine per
/// sample, with `count`, labels and frames (inlined ones expanded), without ids or
/// states. Functions are spelled as a text dump prints them (`f[...]`), but the
/// runtime's own frames, which a text dump hides, are there. `leaked` is set for a
/// goroutine leak profile. Checked as pprof's CheckValid does; at most 64 MiB unpacked,
/// 64 MiB of labels in all samples together, and 2^40 goroutines.
/// Error: `WHERE: what, got "…"`.
[[nodiscard]] Result<std::vector<Goroutine>> decode_goroutine_profile(std::string_view data,
                                                                      std::string_view where);

/// Reads a heap profile (profile.proto, gzipped or not), all four sample values; the
/// samples of one stack (Go has one for each object size) are added up. Limits and
/// errors as above.
[[nodiscard]] Result<HeapProfile> decode_heap_profile(std::string_view data,
                                                      std::string_view where);

} // namespace leakgate
