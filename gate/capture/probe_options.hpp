#pragma once

#include "gate/model/enum_words.hpp"
#include "gate/model/settling.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace leakgate {

/// Whether the garbage collector's proof is taken: where Go has it, always, or never.
enum class Proof { automatic, on, off };

template <>
struct EnumWords<Proof>
{
  static constexpr std::string_view k_noun = "a proof";
  static constexpr EnumWord<Proof> k_rows[] = {
      {Proof::automatic, "auto"}, {Proof::on, "on"}, {Proof::off, "off"}};
};

/// What is measured of the heap at the end of each round.
enum class HeapMeasure { nothing, counts, sites };

/// What the probe is told; gate/probe/README.md says what each does.
struct ProbeOptions
{
  std::chrono::milliseconds settle = k_default_settle;
  std::int64_t limit = 10000; ///< goroutines up to which dumps and the proof are taken
  Proof proof = Proof::automatic;
  int ancestors = 10; ///< generations that are recorded; 0 = off
  std::chrono::milliseconds sample{100};
  int rounds = 64; ///< `-count` rounds that are recorded
  /// How long, after the settling, what the first round has left is watched, as long as
  /// something could still end it. 0: not at all.
  std::chrono::milliseconds linger{0};
  /// A test is left out of the third round, and of later ones, when the first two have shown what
  /// it leaves.
  bool rounds_stop_when_known = false;
  /// How long the process lives on, before the settling, for timers that are due. 0: not at all.
  std::chrono::milliseconds await{0};

  HeapMeasure heap = HeapMeasure::nothing;
  /// The first round after the warm-up that adds less than both ends the rounds.
  std::int64_t heap_floor_bytes = 0;
  std::int64_t heap_floor_objects = 0;

  /// All up to `rounds`, sorted by name: `ancestors=10 limit=10000 …`. A snapshot that was
  /// taken with other options is not reused.
  [[nodiscard]] std::string canonical() const;

  /// The value of LEAKGATE_PROBE for a run whose snapshots go to `folder`.
  [[nodiscard]] std::string environment_value(const std::string& folder,
                                              const std::string& run) const;
};

} // namespace leakgate
