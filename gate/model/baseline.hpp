#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace leakgate {

/// One cluster that was accepted: it fails only when it grows.
struct BaselineEntry
{
  std::string fingerprint; ///< `v2:…`, or `v1:…` where an older leakgate wrote it
  /// Finding::places, and other fingerprints that the cluster had; any of them identifies
  /// it, since a run may meet only some.
  std::vector<std::string> variants;
  std::string package;
  std::int64_t count = 0; ///< the most goroutines that were seen of it in one run
  std::string first_seen; ///< `2026-11-21`
  std::string what;       ///< for people: `chan receive in broker.(*Hub).Subscribe.func1`
  /// Finding::parked: only its places identify it, as long as what is compared with it is
  /// parked too.
  bool parked = false;
  /// The tests that left it, sorted; of many only the top-level ones. Where one of them is
  /// skipped, nobody knows whether the cluster is gone. Empty in files of before.
  std::vector<std::string> tests = {};
  bool heap = false; ///< memory: `count` is bytes each round

  friend bool operator==(const BaselineEntry&, const BaselineEntry&) = default;
};

/// The findings that were there when the gate was introduced.
struct Baseline
{
  std::string file;                   ///< as people would name it
  std::vector<BaselineEntry> entries; ///< sorted by package, then fingerprint

  friend bool operator==(const Baseline&, const Baseline&) = default;
};

} // namespace leakgate
