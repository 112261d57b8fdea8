#pragma once

#include "gate/model/figure.hpp"
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
  /// From profile.proto: grouped, with labels, without ids or states. Empty where a dump says
  /// as much: before, and after where nothing came.
  std::vector<Goroutine> profile;
  std::optional<MemoryStats> memory;
  Figures figures; ///< those that the probe says with `memory`
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
  bool dump_taken = false;         ///< false above the budget: then `profile` is all there is
  std::vector<Goroutine> came;     ///< what this round has left, out of a dump, without ancestors
  std::vector<std::int64_t> ended; ///< ids of what earlier rounds had left and is gone now
  std::optional<LiveHeap> live = std::nullopt;    ///< where the heap was measured
  std::optional<HeapProfile> heap = std::nullopt; ///< where sites were: exact

  friend bool operator==(const Round&, const Round&) = default;
};

/// One thing that a goroutine was seen doing while the gate waited for goroutines to end.
struct Sighting
{
  Goroutine goroutine;       ///< as it was then, without ancestors
  std::int64_t times = 0;    ///< looks that met it so
  std::int64_t first_ms = 0; ///< first and last look that met the goroutine at all, since the
  std::int64_t last_ms = 0;  ///< start of (*testing.M).Run

  friend bool operator==(const Sighting&, const Sighting&) = default;
};

/// What several looks saw of goroutines that were not there before the tests.
struct Looks
{
  std::int64_t taken = 0; ///< 0 or 1: nothing is known beside the dump
  /// Of those that did not do one and the same thing in every look, that ended, or that came
  /// so late that fewer than three looks met them; by id. What is left over and not in here
  /// stayed where it is.
  std::vector<Sighting> sightings;

  friend bool operator==(const Looks&, const Looks&) = default;
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
  std::int64_t heap_objects = -1;
  std::int64_t runnable = -1; ///< goroutines that wait for their turn

  friend bool operator==(const Sample&, const Sample&) = default;
};

} // namespace leakgate
