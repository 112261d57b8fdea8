#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate::e2e {

/// One leak that a comment in a Go source promises:
/// `go serve(c) // leak: chan receive test=TestA/sub count=3`.
///
/// The text up to the first `name=` is the state, alternatives divided by `|`; `none` is a
/// finding without one. Attributes:
///   test=NAME     full name; `-` no test; quoted as in JSON when it holds a space. When it is
///                 missing, the Test, Benchmark, Fuzz or Example function around the line counts
///   leakers="TestA:2 TestB:1"  all tests of the cluster with their counts
///   lines="a_test.go:7 b_test.go:9"  the line of each of these tests, in their order
///   count=N       default 1; `any`
///   tier=proven   holds where this Go has the proof; elsewhere it must be lingering or growing
///   tier=growing  or lingering, one-time
///   rule=ID       the pattern that must have been recognised
///   as=WORD       what became of it: allowed, baseline, below_threshold; default: reported
///   at=FILE:LINE  the line of the test from which the chain starts
///   cause=FILE:LINE or cause=RULE  the finding that it follows from: where that was started, or
///                 its rule; `-`: from none. Not checked when it is missing
///   deadlock="wants b.mu holds a.mu@12"  what is known of it; `-`: it is none. Not checked when
///                 it is missing
///   fix="WORDS"   stand in its fix; `why="WORDS"` in its why. Not checked when it is missing
///   phase=WORD    init, test_main, test, subtest, cleanup, example, fuzz, benchmark
///   by=blocked    the comment stands on the line that blocks (or by=at), because the `go`
///                 statement is not in this module; by=nowhere: the finding has no place
///   go=1.26       only from this Go on; go=-1.25 only up to it
struct Expected
{
  std::string file; ///< relative to the folder of the case
  int line = 0;
  std::vector<std::string> states;
  std::string test; ///< empty: no test
  std::string leakers;
  std::string lines;
  int count = 1; ///< -1: any
  std::string tier;
  std::string rule;
  std::string as = "reported";
  std::string at;
  std::string cause;
  std::string deadlock;
  std::string fix;
  std::string why;
  std::string phase;
  std::string by = "started";
  std::string go;
};

/// Reads the comments of one Go source. Throws std::runtime_error, `FILE:LINE: what`, for
/// a comment that cannot be understood: an expectation must not get lost.
[[nodiscard]] std::vector<Expected> read_expectations(std::string_view source,
                                                      const std::string& file);

/// Reads a promise that stands outside the sources: `FILE:LINE chan send test=TestA`.
[[nodiscard]] Expected read_promise(std::string_view text);

/// All comments of all .go files below `folder` that hold for this Go, e.g. `1.26`.
[[nodiscard]] std::vector<Expected> collect_expectations(const std::filesystem::path& folder,
                                                         const std::string& go);

} // namespace leakgate::e2e
