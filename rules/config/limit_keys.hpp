#pragma once

#include "gate/model/policy.hpp"
#include "rules/config/keys.hpp"

/// The part of the table that says what packages may grow by; for keys.cpp alone.
namespace leakgate::config {

inline constexpr Key k_goroutines[] = {
    {.name = "growth",
     .kind = Kind::whole,
     .help = "Leaked goroutines that each package may leave behind.",
     .example = "0",
     .is_default = true},
};
inline constexpr Section k_goroutines_section = {"goroutines", k_goroutines};

inline constexpr Key k_heap[] = {
    {.name = "growth",
     .kind = Kind::bytes,
     .help = "Live heap after minus before the tests: B, KiB, MiB, GiB, KB, MB or GB.",
     .example = "64MiB"},
    {.name = "percent",
     .kind = Kind::real,
     .help = "The same in percent of before. A package fails when it exceeds all that are set.",
     .example = "50"},
    {.name = "per_round",
     .kind = Kind::bytes,
     .help = "By what each round of tests that run again may grow it.",
     .example = "0"},
};
inline constexpr Section k_heap_section = {"heap", k_heap};

inline constexpr Key k_thresholds[] = {
    {.name = "goroutines",
     .kind = Kind::section,
     .help = "Judged after the allow list and the baseline.",
     .of = &k_goroutines_section},
    {.name = "blocked_ratio",
     .kind = Kind::real,
     .help = "Blocked goroutines of all, 0 to 1; judged from 50 goroutines on.",
     .example = "0.9",
     .most = 1},
    {.name = "finalizer_wait_percent",
     .kind = Kind::real,
     .help = "How long finalizers wait, in percent of the garbage collector's pauses.",
     .example = "200"},
    {.name = "heap",
     .kind = Kind::section,
     .help = "Growth of the live heap.",
     .of = &k_heap_section},
    {.name = "heap_objects",
     .kind = Kind::whole,
     .help = "Objects that live after the tests.",
     .example = "1000000"},
    {.name = "runnable",
     .kind = Kind::whole,
     .help = "Goroutines that wait for their turn at one moment.",
     .example = "1000"},
    {.name = "gc_pause_p99",
     .kind = Kind::duration,
     .help = "What 99 of 100 pauses of the garbage collector stay below.",
     .example = "10ms"},
    {.name = "sched_latency_p99",
     .kind = Kind::duration,
     .help = "What 99 of 100 waits of goroutines for their turn stay below.",
     .example = "50ms"},
    {.name = "states",
     .kind = Kind::counts,
     .help = "Goroutines that wait in one way after the tests, in Go's words.",
     .example = "{sleep: 10}"},
};
inline constexpr Section k_thresholds_section = {"thresholds", k_thresholds};

inline constexpr Key k_heap_check[] = {
    {.name = "check",
     .kind = Kind::word,
     .help = "auto: packages whose heap grew by the trigger; on: all packages; off.",
     .example = "auto",
     .is_default = true,
     .words = k_words_of<HeapChecking>},
    {.name = "trigger",
     .kind = Kind::bytes,
     .help = "Growth of the live heap from which on a package's tests run again.",
     .example = "1MiB",
     .is_default = true},
    {.name = "trigger_objects",
     .kind = Kind::whole,
     .help = "The same in objects; either is enough.",
     .example = "10000",
     .is_default = true},
    {.name = "floor",
     .kind = Kind::bytes,
     .help = "What each of these rounds must add to be called a leak.",
     .example = "64KiB",
     .is_default = true},
    {.name = "floor_objects",
     .kind = Kind::whole,
     .help = "The same in objects; either is enough. Below `floor` it is only noted.",
     .example = "100",
     .is_default = true},
};
inline constexpr Section k_heap_check_section = {"heap", k_heap_check};

} // namespace leakgate::config
