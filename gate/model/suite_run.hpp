#pragma once

#include "gate/model/enum_words.hpp"
#include "gate/model/failure.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// How one test ended.
enum class TestOutcome { none, pass, fail, skip };

template <>
struct EnumWords<TestOutcome>
{
  static constexpr std::string_view k_noun = "an outcome of a test";
  static constexpr EnumWord<TestOutcome> k_rows[] = {{TestOutcome::none, "none"},
                                                     {TestOutcome::pass, "pass"},
                                                     {TestOutcome::fail, "fail"},
                                                     {TestOutcome::skip, "skip"}};
};

/// One test, subtest, example, benchmark or fuzz seed, under the full name Go prints.
struct TestCase
{
  std::string name;
  TestOutcome outcome = TestOutcome::none; ///< none: it never finished
  std::chrono::duration<double> elapsed{0};
  std::string output; ///< what Go printed for it, without the `=== RUN` framing
  /// When it began to run and when it ended, in whole milliseconds since the first test of its
  /// process began, which is the clock of Sample::at_ms but for the few milliseconds that the
  /// first snapshot takes. A parallel test begins when its wait for its turn is over, so the two
  /// can be further apart than `elapsed`, which leaves out parallel subtests. Nothing where it
  /// is not known: replayed from Go's cache, never finished, or of another process.
  std::optional<std::chrono::duration<double>> started = std::nullopt;
  std::optional<std::chrono::duration<double>> ended = std::nullopt;
  /// The first part of `output` that package testing itself calls an error, with all of its lines;
  /// only Go 1.27 and newer do.
  std::string error = {};

  friend bool operator==(const TestCase&, const TestCase&) = default;
};

/// How the run of one package ended.
enum class PackageEnd {
  unfinished, ///< no final event was seen
  passed,
  failed,       ///< at least one test failed, the process ended by itself
  no_tests,     ///< no test files, or no test matched
  ran_none,     ///< ended with 0 before any test began, as with a TestMain that never runs them
  build_failed, ///< does not compile (or vet refused it)
  crashed,      ///< panic or fatal error ended the process
  timed_out,    ///< go test's own -timeout
  exited,       ///< a test called os.Exit, so that the rest never ran
  stopped,      ///< failed under -failfast: what stands behind the failure may never have run
};

template <>
struct EnumWords<PackageEnd>
{
  static constexpr std::string_view k_noun = "an end of a package";
  static constexpr EnumWord<PackageEnd> k_rows[] = {
      {PackageEnd::unfinished, "unfinished"}, {PackageEnd::passed, "passed"},
      {PackageEnd::failed, "failed"},         {PackageEnd::no_tests, "no_tests"},
      {PackageEnd::ran_none, "ran_none"},     {PackageEnd::build_failed, "build_failed"},
      {PackageEnd::crashed, "crashed"},       {PackageEnd::timed_out, "timed_out"},
      {PackageEnd::exited, "exited"},         {PackageEnd::stopped, "stopped"}};
};

/// True when a test process ran, so that it must have left a snapshot behind.
[[nodiscard]] bool ran_tests(PackageEnd end);

/// True when there was no test process, or one that has nothing to judge: no test, or none begun.
[[nodiscard]] bool has_nothing_to_judge(PackageEnd end);

/// True when the test process ended by itself, after the tests that it was to run.
[[nodiscard]] bool came_to_its_end(PackageEnd end);

/// True when `go test` says FAIL for the package, or said nothing final.
[[nodiscard]] bool go_test_failed(PackageEnd end);

/// What `go test` reported about one package.
struct PackageRun
{
  std::string import_path;
  PackageEnd end = PackageEnd::unfinished;
  bool cached = false; ///< go test replayed an earlier result: nothing ran
  std::chrono::duration<double> elapsed{0};
  std::vector<TestCase> tests; ///< in the order in which they started
  std::string output;          ///< output that belongs to no test, build errors included
  /// Content hashes printed by the probe's exit hook, one per test process.
  std::vector<std::string> snapshot_ids;
  /// What was printed when the process would have been gone without the gate, which waited
  /// for goroutines to end. Not in `output`.
  std::string late_output;
  /// With what it died meanwhile: `panic: assignment to entry in nil map`, `exit status 3`,
  /// `signal: killed`. `end` is what it would have been. Empty: it ended as it should.
  std::string late_status;
  /// How often package testing said PASS or FAIL for all tests: more often than it ran them where
  /// another test process prints here, too.
  int final_frames = 0;
  std::vector<Failure> failures = {}; ///< of tests, in their order, one a name; then of the package

  friend bool operator==(const PackageRun&, const PackageRun&) = default;
};

/// What `go test` reported about all packages of a run.
struct TestRun
{
  std::vector<PackageRun> packages; ///< sorted by import path

  friend bool operator==(const TestRun&, const TestRun&) = default;
};

} // namespace leakgate
