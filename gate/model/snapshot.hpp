#pragma once

#include "gate/model/goroutine.hpp"
#include "gate/model/heap.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace leakgate {

/// Everything that was seen at one moment of a test process.
struct Snapshot
{
  std::int64_t at_ms = 0;      ///< since the start of (*testing.M).Run
  std::int64_t goroutines = 0; ///< runtime.NumGoroutine
  /// From the debug=2 dump: with ids, states, creators. Empty above the budget.
  std::vector<Goroutine> dump;
  bool dump_taken = false;
  bool dump_complete = false; ///< false when Go cut it (64 MiB) or it is damaged
  /// From profile.proto: always there, grouped, with labels, without ids or states.
  std::vector<Goroutine> profile;
  std::optional<MemoryStats> memory;
  std::optional<HeapProfile> heap;

  friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

/// A snapshot at the end of one `-count` round.
struct Round
{
  int number = 0; ///< from 1
  std::int64_t at_ms = 0;
  std::int64_t goroutines = 0;
  std::vector<Goroutine> profile;

  friend bool operator==(const Round&, const Round&) = default;
};

/// One reading of runtime/metrics, every 100 ms while the tests run.
struct Sample
{
  std::int64_t at_ms = 0;
  std::int64_t goroutines = 0;
  std::int64_t heap_live_bytes = 0;
  std::int64_t stack_bytes = 0;
  std::int64_t gc_cycles = 0;
  std::int64_t gc_pause_ns = 0;        ///< total so far
  std::int64_t sched_latency_ns = 0;   ///< the 99th percentile so far
  std::int64_t finalizers_queued = -1; ///< -1: this Go does not tell
  std::int64_t finalizers_executed = -1;

  friend bool operator==(const Sample&, const Sample&) = default;
};

} // namespace leakgate
