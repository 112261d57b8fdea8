#pragma once

#include "gate/model/evidence_words.hpp"
#include "gate/model/problem.hpp"
#include "gate/model/snapshot.hpp"
#include "gate/model/source_roots.hpp"
#include "gate/model/test_run.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate {

/// Everything known about one test process, i.e. one package.
struct PackageEvidence
{
  std::string import_path;
  EvidenceSource source = EvidenceSource::none;
  std::string go_version; ///< `go1.26.8`
  std::optional<Snapshot> before;
  std::optional<Snapshot> after;
  Looks looks;
  std::vector<Round> rounds;
  std::vector<Sample> samples;
  std::int64_t settle_ms = 0;       ///< spent waiting for goroutines to end
  bool settled = false;             ///< nothing new was left when the waiting ended
  bool proof = false;               ///< the GC's leak proof was taken
  bool ancestors = false;           ///< goroutines carry their ancestors
  std::string ancestors_off_reason; ///< why not, empty when on
  /// Import path of a package of the test binary whose goroutines Go takes for the runtime's and
  /// hides; empty: there is none.
  std::string unseen;
  /// Tests that had not returned when the process ended (os.Exit, crash, time-out).
  std::vector<std::string> running_tests;
  /// How many different top-level tests and fuzz targets began in the process; no value: not known.
  std::optional<std::int64_t> tests_ran = std::nullopt;
  std::optional<std::int64_t> finalizer_wait_ns; ///< no value: the sentinel never ran
  std::vector<Problem> problems;
  /// How many the command asked for, where TestMain has chosen others; no value: it has not.
  std::optional<std::int64_t> tests_asked = std::nullopt;
  std::int64_t tests_left_out = 0; ///< of these, what TestMain's choice does not run
  /// TestMain's choice names subtests: what it leaves out of them is not known.
  bool left_out_subtests = false;
  std::int64_t runs_of_m = 1; ///< how often TestMain called m.Run

  friend bool operator==(const PackageEvidence&, const PackageEvidence&) = default;
};

/// Some tests of a package that ran once more, in a process of their own.
struct LoneProcess
{
  std::set<std::string> tests; ///< top-level names, all that were to run
  PackageRun run;
  PackageEvidence evidence;

  friend bool operator==(const LoneProcess&, const LoneProcess&) = default;
};

/// A test that had not ended when its time was over.
struct HungTest
{
  std::string package;
  std::string test;
  std::int64_t after_ms = 0; ///< that time, with all that ran before it in the same command

  friend bool operator==(const HungTest&, const HungTest&) = default;
};

/// The leaking tests run again, alone and several times in one process: what a leak adds
/// in every round, a lazily started singleton adds once.
struct Repetition
{
  int rounds = 0; ///< the value of -count
  TestRun run;
  std::vector<PackageEvidence> packages; ///< sorted by import path
  /// For what rounds in one process cannot tell: tests that cannot run twice in one, and
  /// goroutines of which nothing shows the test. Those of a package together.
  std::vector<LoneProcess> lone = {};
  std::string note; ///< why it is not complete: `the budget of 60s was used up`; empty otherwise
  std::vector<HungTest> hung; ///< by package and name
  /// Package and name of the tests whose rounds do not fit into the budget by the first run's time.
  std::set<std::pair<std::string, std::string>> slow = {};
  std::chrono::milliseconds budget{0}; ///< for all rounds; 0: not known

  friend bool operator==(const Repetition&, const Repetition&) = default;
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
