#pragma once

#include "gate/model/base_comparison.hpp"
#include "gate/model/enum_words.hpp"
#include "gate/model/evidence.hpp"
#include "gate/model/finding.hpp"
#include "gate/model/package_verdict.hpp"
#include "gate/model/policy.hpp"
#include "gate/model/source_line.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// What the gate says in one word; gate/app/line/exit_code.hpp has the numbers.
enum class Outcome { pass, leaks, no_verdict, tests_failed };

template <>
struct EnumWords<Outcome>
{
  static constexpr std::string_view k_noun = "an outcome";
  static constexpr EnumWord<Outcome> k_rows[] = {{Outcome::pass, "pass"},
                                                 {Outcome::leaks, "leaks"},
                                                 {Outcome::no_verdict, "no_verdict"},
                                                 {Outcome::tests_failed, "tests_failed"}};
};

/// One allow entry that was used, so that what it hides is always shown.
struct AllowHit
{
  std::string id; ///< AllowEntry::id
  std::string reason;
  std::int64_t count = 0;
  std::string matches = {}; ///< its conditions as written: `function example.com/app.*`

  friend bool operator==(const AllowHit&, const AllowHit&) = default;
};

/// The baseline against what was seen. Only packages that were judged count: what was not
/// run is not gone.
struct BaselineSummary
{
  std::string file;
  std::int64_t clusters = 0; ///< entries in the file
  std::int64_t matched = 0;  ///< of them seen in this run
  std::vector<BaselineEntry> gone;
  std::vector<BaselineEntry> fewer; ///< with `count` as it is now

  friend bool operator==(const BaselineSummary&, const BaselineSummary&) = default;
};

/// The whole of what the gate says; the only thing reporters read.
struct Verdict
{
  Outcome outcome = Outcome::no_verdict;
  std::string reason;   ///< why there is no verdict; empty otherwise
  bool partial = false; ///< the run was interrupted: only what came before is in here
  std::string go_version;
  /// In the order in which they are told: see rules/order.hpp.
  std::vector<Finding> findings;
  Ledger ledger;
  std::vector<AllowHit> allowed;
  std::optional<BaselineSummary> baseline;
  std::optional<BaseComparison> base;
  std::vector<Loosening> loosened;             ///< what the checkout's configuration lets pass
  std::vector<RuleInfo> rules;                 ///< those of the findings, sorted by id
  Coverage coverage = Coverage::some_packages; ///< what was not run cannot be missed
  std::string confirmed;       ///< what the confirmation was: `3 rounds of 2 tests`; empty: none
  std::int64_t took_ms = 0;    ///< the whole run as the clock on the wall has it; 0: not known
  std::int64_t confirm_ms = 0; ///< of that the confirmation
  std::int64_t heap_ms = 0;    ///< of that looking whether heaps grow
  std::map<std::string, double> metrics; ///< GoroutinesDelta, BlockedGoroutinesRatio, …
  std::vector<PackageVerdict> packages;  ///< sorted by import path
  std::vector<Problem> problems;
  TestRun run; ///< the ordinary test results, for reports that show both
  SourceRoots roots;
  SourceLines sources; ///< the lines that reports show, so that no report needs the checkout

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

} // namespace leakgate
