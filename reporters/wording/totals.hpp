#pragma once

#include "gate/model/verdict.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace leakgate {

/// The numbers of a verdict that reports lead with.
struct VerdictTotals
{
  std::uint64_t leaks = 0; ///< reported goroutines; unsigned: what a file says may overflow
  long long places = 0;    ///< reported findings about goroutines
  long long outlived = 0;  ///< reported goroutines that ended the process after their test
  long long folded = 0;    ///< of those in `places` the ones that follow from another one
  long long hung = 0;      ///< reported tests that did not end when they ran again
  long long grown = 0;     ///< reported findings about memory that grows
  long long limits = 0;    ///< reported findings about heap and metrics
  long long entries = 0;   ///< reported findings about the configuration
  long long judged = 0;    ///< packages
  long long tests = 0;
  long long failed_tests = 0;
  long long failed_packages = 0;
  long long unbuilt_packages = 0; ///< of the failed ones
  double seconds = 0;             ///< of all packages that ran, added up

  /// What tests leave behind: goroutines, and memory that grows.
  [[nodiscard]] long long
  leaking_places() const
  {
    return places + grown;
  }

  /// All reported findings.
  [[nodiscard]] long long
  findings() const
  {
    return places + grown + outlived + hung + limits + entries;
  }
};

[[nodiscard]] VerdictTotals totals_of(const Verdict& verdict);

/// True for a package whose goroutines were not looked at, though it has tests: what is not
/// found there is not fixed.
[[nodiscard]] bool is_unjudged(const PackageVerdict& package);

/// True where not all tests of a package were looked at: it was not judged, or only what ran before
/// its tests were cut short (a panic, a time-out, an exit, a failure under -failfast). What did not
/// run is not fixed either.
[[nodiscard]] bool is_judged_in_part(const PackageVerdict& package);

/// `example.com/app was not judged: …`, `example.com/app was judged only in part: crashed`; empty
/// where all of its tests were looked at.
[[nodiscard]] std::string unjudged_text(const PackageVerdict& package);

/// True when there is no verdict, or none about some package or about a part of it.
[[nodiscard]] bool has_unjudged(const Verdict& verdict);

/// What was found: `2 leaked goroutines of 1 cause (2 findings) · 1 limit exceeded`. `no_leaks`
/// stands for the first part where there are none; it may be empty.
[[nodiscard]] std::string found_text(const VerdictTotals& totals, std::string_view no_leaks);

/// The same of a whole verdict, with what could not be judged of its memory.
[[nodiscard]] std::string found_text(const Verdict& verdict);

/// The time that the run took: `8.1 s (settling 2.0 s, confirmation 4.0 s)`; of results that do not
/// know it that of all packages that ran, added up. Empty where nothing ran.
[[nodiscard]] std::string time_text(const Verdict& verdict);

/// What failed beside leaks: `go test failed: 2 tests, 1 package`; `the command failed` where all
/// packages passed and it was another one than go test.
[[nodiscard]] std::string failed_text(const Verdict& verdict, const VerdictTotals& totals);

/// The verdict in half a line, without anything from the code under test:
/// `2 leaked goroutines of 1 cause`, `no verdict`.
[[nodiscard]] std::string headline(const Verdict& verdict);

} // namespace leakgate
