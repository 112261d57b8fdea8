#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/figure.hpp"
#include "gate/model/finding.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace leakgate {

/// Where each goroutine of the after-snapshots went. It must balance.
struct Ledger
{
  std::int64_t seen = 0;
  std::int64_t in_before = 0;
  /// Of the Go runtime, package testing, the probe, or a test cut off by the exit.
  std::int64_t runtime = 0;
  std::int64_t allowed = 0;
  std::int64_t baseline = 0;
  std::int64_t below_threshold = 0;
  std::int64_t reported = 0;

  [[nodiscard]] bool
  balances() const
  {
    // Unsigned, because numbers read from a file may be so large that a sum overflows.
    const auto u = [](std::int64_t count) { return static_cast<std::uint64_t>(count); };
    return u(seen) ==
           u(in_before) + u(runtime) + u(allowed) + u(baseline) + u(below_threshold) + u(reported);
  }
  Ledger& operator+=(const Ledger& other);
  friend bool operator==(const Ledger&, const Ledger&) = default;
};

/// The live heap of one package and what grew in it.
struct HeapSummary
{
  std::int64_t before_bytes = 0; ///< live heap
  std::int64_t after_bytes = 0;
  bool limited = false;          ///< the user has set a limit for it
  std::vector<HeapGrowth> sites; ///< the ten that grew most, largest first; from samples
  std::int64_t before_objects = 0;
  std::int64_t after_objects = 0;
  /// By how much it grew in each counted round when its tests ran again; empty: they did not.
  std::vector<std::int64_t> rounds = {};
  std::vector<std::int64_t> objects = {};
  std::string note = {}; ///< what running again has shown, or why it did not; may be empty

  friend bool operator==(const HeapSummary&, const HeapSummary&) = default;
};

/// Goroutines that are nobody's leak, grouped: so that each one of a snapshot can be
/// explained.
struct KeptGroup
{
  std::string column;   ///< of the ledger: `in_before` or `runtime`
  std::string reason;   ///< `there before the tests`, `package testing`, …
  std::string function; ///< the one that the goroutine runs; full symbol
  std::string state;
  std::int64_t count = 0;

  friend bool operator==(const KeptGroup&, const KeptGroup&) = default;
};

/// What was judged about one package.
struct PackageVerdict
{
  std::string import_path;
  PackageEnd end = PackageEnd::unfinished;
  EvidenceSource source = EvidenceSource::none;
  bool judged = false; ///< false: why is in `note`
  std::string note;
  bool narrowed = false; ///< TestMain left out tests that the command asked for
  Ledger ledger;
  std::int64_t goroutines_before = 0;
  std::int64_t goroutines_after = 0;
  std::int64_t settle_ms = 0;
  std::optional<HeapSummary> heap;
  std::map<std::string, std::int64_t> states; ///< after-snapshot: state → goroutines
  std::vector<KeptGroup> kept; ///< the columns in_before and runtime; largest first, then by name
  std::vector<Sample> samples;
  std::optional<Figures> figures = std::nullopt; ///< of collector, scheduler and finalizers

  friend bool operator==(const PackageVerdict&, const PackageVerdict&) = default;
};

} // namespace leakgate
