#pragma once

#include "gate/model/baseline.hpp"
#include "gate/model/enum_words.hpp"
#include "gate/model/figure.hpp"
#include "gate/model/heap_policy.hpp"
#include "gate/model/rule.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate {

/// One entry of the allow list: goroutines that are known and stay.
struct AllowEntry
{
  std::string id; ///< `os-signal`, or where a user's entry stands: `.leakgate.yml:12`
  GoroutineMatch match;
  std::string reason;              ///< required; shown to the user
  std::string expires;             ///< the last day it holds, `2027-06-30`; empty: for good
  std::optional<std::int64_t> max; ///< most goroutines of it in one package, or bytes each round
  Origin origin;

  friend bool operator==(const AllowEntry&, const AllowEntry&) = default;
};

/// A comment `//leakgate:allow` in the source. Beside its entry, whose `match` only says in words
/// what it is about: the `go` statement on a line, or all that a test leaves.
struct AllowComment
{
  AllowEntry entry;    ///< its id and origin are the place of the comment
  std::string package; ///< import path of the tests
  std::string test;    ///< top-level name; empty: a `go` statement
  std::string file;    ///< of the statement, as Place::file
  int line = 0;

  friend bool operator==(const AllowComment&, const AllowComment&) = default;
};

/// The lines of source that a change has touched: only leaks that start in them fail.
struct ChangedLines
{
  std::string since; ///< the revision as the user gave it
  /// First and last line of each part, by file as Place::file.
  std::map<std::string, std::vector<std::pair<int, int>>> files;

  friend bool operator==(const ChangedLines&, const ChangedLines&) = default;
};

/// What a package may grow by. A limit that is not set is not judged.
struct Thresholds
{
  /// Leaked goroutines that a package may leave behind, after allow list and baseline.
  std::int64_t goroutine_growth = 0;
  std::optional<double> blocked_ratio; ///< blocked / all, 0 to 1; judged from 50 goroutines on
  std::optional<double> finalizer_wait_percent; ///< of the GC's total pause
  /// Live heap after minus before, both after collections. A package exceeds it when it
  /// exceeds both of those that are set.
  std::optional<std::int64_t> heap_growth_bytes;
  std::optional<double> heap_growth_percent;
  /// By what each round may grow it.
  std::optional<std::int64_t> heap_per_round_bytes = std::nullopt;
  Figures figures = {};                            ///< the most that each may be (k_figure_limits)
  std::map<std::string, std::int64_t> states = {}; ///< goroutines after the tests: state → most

  friend bool operator==(const Thresholds&, const Thresholds&) = default;
};

/// Thresholds for some packages. What the entry does not say is that of the whole run.
struct PackageThresholds
{
  std::string match; ///< as GoroutineMatch::package
  Thresholds thresholds;
  Origin origin;

  friend bool operator==(const PackageThresholds&, const PackageThresholds&) = default;
};

/// A setting of the checkout's own configuration that lets more pass than the built-in
/// defaults do. Listed in every verdict.
struct Loosening
{
  Origin where;
  std::string what;    ///< `fails only from tier growing on, by default from lingering`
  std::string setting; ///< its key: `fail_on.tier`

  friend bool operator==(const Loosening&, const Loosening&) = default;
};

/// What the verdict is measured against: parsed and checked.
struct Policy
{
  Tier fail_tier = Tier::lingering;       ///< the weakest tier that fails the build
  Severity fail_severity = Severity::low; ///< the weakest severity that does
  Thresholds thresholds;
  std::vector<PackageThresholds> packages; ///< the first that matches counts
  std::vector<AllowEntry> allow;           ///< beside the built-in ones
  std::vector<AllowComment> comments;
  std::optional<ChangedLines> changed; ///< no value: all leaks can fail
  std::vector<Pattern> patterns;       ///< beside the built-in ones
  std::optional<Baseline> baseline;
  std::vector<Loosening> loosened;
  std::string config_dir; ///< absolute; what `./` in a package pattern starts from
  std::string today;      ///< `2026-11-21`; decides what has expired. Empty: nothing has
  HeapPolicy heap;

  friend bool operator==(const Policy&, const Policy&) = default;
};

} // namespace leakgate
