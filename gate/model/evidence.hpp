#pragma once

#include "gate/model/goroutine.hpp"
#include "gate/model/heap.hpp"
#include "gate/model/problem.hpp"
#include "gate/model/source_roots.hpp"
#include "gate/model/test_run.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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

/// Where the after-snapshot of a package came from.
enum class EvidenceSource {
  none,  ///< nothing was left behind: no verdict for this package
  probe, ///< the probe's snapshot of this run
  cache, ///< the probe's snapshot of the run that go test replayed
  crash, ///< the goroutine dump in the output of a panic or a time-out
};

[[nodiscard]] std::string_view to_string(EvidenceSource source);

/// Everything known about one test process, i.e. one package.
struct PackageEvidence
{
  std::string import_path;
  EvidenceSource source = EvidenceSource::none;
  std::string go_version; ///< `go1.26.8`
  std::optional<Snapshot> before;
  std::optional<Snapshot> after;
  std::vector<Round> rounds;
  std::vector<Sample> samples;
  std::int64_t settle_ms = 0;       ///< spent waiting for goroutines to end
  bool settled = false;             ///< nothing new was left when the waiting ended
  bool proof = false;               ///< the GC's leak proof was taken
  bool ancestors = false;           ///< goroutines carry their ancestors
  std::string ancestors_off_reason; ///< why not, empty when on
  /// Tests that had not returned when the process ended (os.Exit, crash, time-out).
  std::vector<std::string> running_tests;
  std::optional<std::int64_t> finalizer_wait_ns; ///< no value: the sentinel never ran
  std::vector<Problem> problems;

  friend bool operator==(const PackageEvidence&, const PackageEvidence&) = default;
};

/// The leaking tests run again, alone and several times in one process: what a leak adds
/// in every round, a lazily started singleton adds once.
struct Repetition
{
  int rounds = 0; ///< the value of -count
  TestRun run;
  std::vector<PackageEvidence> packages; ///< sorted by import path
  std::string note; ///< why it is not complete: `the budget of 60s was used up`; empty otherwise

  friend bool operator==(const Repetition&, const Repetition&) = default;
};

/// How much of the module the run covered: what was not run cannot be missed.
enum class Coverage {
  some_tests,    ///< -run, -skip, -short or the like left tests out
  some_packages, ///< all tests of the packages that ran
  everything,    ///< all tests of all packages of the module
};

/// The input of the rules, complete: nothing else is looked at, but the lines of source
/// that they ask for.
struct Evidence
{
  SourceRoots roots;
  std::string go_version;
  TestRun run;
  std::vector<PackageEvidence> packages; ///< sorted by import path
  std::optional<Repetition> repetition;
  Coverage coverage = Coverage::some_packages;
  std::vector<Problem> problems;

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

} // namespace leakgate
