#pragma once

#include <string_view>

namespace leakgate {

enum class FigureUnit { count, bytes, nanoseconds };

/// A number that is taken of each test process. A new one is a row of k_figures: the snapshot's
/// reader, the JSON, page and OpenMetrics go by it.
struct FigureInfo
{
  std::string_view
      name; ///< in the JSON, and in the snapshot's `after.memory` where it stands there
  FigureUnit unit = FigureUnit::count;
  int column = 0;               ///< its place among those that are shown; 0: it is not
  std::string_view label = {};  ///< for people: `GC pause p99`
  std::string_view series = {}; ///< in OpenMetrics, with its unit at the end where it has one
  std::string_view help = {};
};

/// In the order of the JSON.
inline constexpr FigureInfo k_figures[] = {
    {"gc_pause_p99_ns", FigureUnit::nanoseconds, 1, "GC pause p99", "leakgate_gc_pause_p99_seconds",
     "What 99 of 100 pauses of the collector stay below."},
    {"sched_latency_p99_ns", FigureUnit::nanoseconds, 3, "scheduling p99",
     "leakgate_sched_latency_p99_seconds",
     "What 99 of 100 waits of goroutines for their turn stay below."},
    {"runnable", FigureUnit::count, 4, "runnable", "leakgate_goroutines_runnable",
     "The most goroutines that waited for their turn at once."},
    {"heap_objects", FigureUnit::count, 5, "objects", "leakgate_heap_objects",
     "Objects that live after the tests."},
    {"heap_inuse_bytes", FigureUnit::bytes, 6, "heap in use", "leakgate_heap_inuse_bytes",
     "Bytes in spans of the heap that are in use."},
    {"sys_bytes", FigureUnit::bytes, 8, "from the system", "leakgate_sys_bytes",
     "Bytes that the runtime has from the system."},
    {"stack_inuse_bytes", FigureUnit::bytes, 7, "stacks", "leakgate_stack_inuse_bytes",
     "Bytes in stacks."},
    {"gc_pause_ns", FigureUnit::nanoseconds, 2, "GC pauses", "leakgate_gc_pause_seconds",
     "All pauses of the collector together."},
    {"finalizer_wait_ns", FigureUnit::nanoseconds, 9, "finalizer wait",
     "leakgate_finalizer_wait_seconds", "The longest that a timed finalizer waited."},
    {"finalizers_timed"},
    {"finalizers_waiting", FigureUnit::count, 10, "finalizers waiting",
     "leakgate_finalizers_waiting", "The most finalizers that waited at once."},
};

/// A key under `thresholds:` that says the most that a figure may be. A new one is a row of
/// k_figure_limits and a rule in rules/matching/policy_rules; the key, its check, the schema and
/// the judging go by the row.
struct FigureLimit
{
  std::string_view figure;
  std::string_view key;
  std::string_view help;
  std::string_view example;
  std::string_view rule;
  std::string_view exceeded; ///< what is said, with `{}` for the value; `, limit N` comes behind it
  std::string_view noun = {}; ///< what a figure without unit counts
};

/// In the order of the configuration.
inline constexpr FigureLimit k_figure_limits[] = {
    {"heap_objects", "heap_objects", "Objects that live after the tests.", "1000000",
     "heap-objects", "{} live after the tests", "object"},
    {"runnable", "runnable", "Goroutines that wait for their turn at one moment.", "1000",
     "runnable", "{} waited for their turn at one moment", "goroutine"},
    {"gc_pause_p99_ns", "gc_pause_p99",
     "What 99 of 100 pauses of the garbage collector stay below.", "10ms", "gc-pause",
     "one of 100 pauses of the collector takes {} or longer"},
    {"sched_latency_p99_ns", "sched_latency_p99",
     "What 99 of 100 waits of goroutines for their turn stay below.", "50ms", "sched-latency",
     "one of 100 goroutines waits for its turn {} or longer"},
};

/// The row of that name, which there must be.
[[nodiscard]] constexpr const FigureInfo&
figure_info(std::string_view name)
{
  const FigureInfo* row = k_figures;
  while (row->name != name) {
    ++row;
  }
  return *row;
}

} // namespace leakgate
