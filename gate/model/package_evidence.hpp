#pragma once

#include "gate/model/evidence_words.hpp"
#include "gate/model/problem.hpp"
#include "gate/model/snapshot.hpp"

#include <cstdint>
#include <optional>
#include <string>
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
  /// The longest that one of the finalizers waited that were set while the tests ran, and how many
  /// these were. No value: none was collected.
  std::optional<std::int64_t> finalizer_longest_ns = std::nullopt;
  std::int64_t finalizers_timed = 0;

  friend bool operator==(const PackageEvidence&, const PackageEvidence&) = default;
};

} // namespace leakgate
