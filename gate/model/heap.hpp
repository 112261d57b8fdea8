#pragma once

#include "gate/model/goroutine.hpp"

#include <cstdint>
#include <vector>

namespace leakgate {

/// One allocation stack of a heap profile with its four values. The values are
/// Go's estimates for the whole heap (already scaled from the sampled ones).
struct HeapSite
{
  std::vector<Frame> frames; ///< leaf (the allocation) first, inlined frames expanded
  std::int64_t alloc_objects = 0;
  std::int64_t alloc_bytes = 0;
  std::int64_t inuse_objects = 0;
  std::int64_t inuse_bytes = 0;

  friend bool operator==(const HeapSite&, const HeapSite&) = default;
};

/// A heap profile (runtime/pprof "heap") decoded from profile.proto.
struct HeapProfile
{
  std::vector<HeapSite> sites;
  std::int64_t period_bytes = 0; ///< MemProfileRate: one sample per so many bytes

  friend bool operator==(const HeapProfile&, const HeapProfile&) = default;
};

/// What two collections leave at the end of a round, exactly.
struct LiveHeap
{
  std::int64_t bytes = 0;
  std::int64_t objects = 0;

  friend bool operator==(const LiveHeap&, const LiveHeap&) = default;
};

/// What rules compare of runtime.MemStats, read after two forced collections; all else of it is in
/// Snapshot::figures.
struct MemoryStats
{
  std::int64_t heap_alloc_bytes = 0; ///< live heap
  std::int64_t heap_objects = 0;
  std::int64_t gc_pause_ns = 0; ///< of all collections together

  friend bool operator==(const MemoryStats&, const MemoryStats&) = default;
};

} // namespace leakgate
