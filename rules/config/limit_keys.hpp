#pragma once

#include "gate/model/figure_table.hpp"
#include "gate/model/policy.hpp"
#include "rules/config/keys.hpp"

#include <algorithm>
#include <array>
#include <iterator>

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

inline constexpr Key k_own_limits[] = {
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
};
inline constexpr Key k_states = {
    .name = "states",
    .kind = Kind::counts,
    .help = "Goroutines that wait in one way after the tests, in Go's words.",
    .example = "{sleep: 10}"};

constexpr Key
key_of(const FigureLimit& limit)
{
  const FigureUnit unit = figure_info(limit.figure).unit;
  Key key;
  key.name = limit.key;
  key.kind = unit == FigureUnit::nanoseconds ? Kind::short_time
             : unit == FigureUnit::bytes     ? Kind::bytes
                                             : Kind::whole;
  key.help = limit.help;
  key.example = limit.example;
  return key;
}

inline constexpr auto k_thresholds = [] {
  std::array<Key, std::size(k_own_limits) + std::size(k_figure_limits) + 1> keys;
  Key* end = std::ranges::copy(k_own_limits, keys.data()).out;
  end = std::ranges::transform(k_figure_limits, end, key_of).out;
  *end = k_states;
  return keys;
}();
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
