#pragma once

#include "gate/model/base_mark.hpp"
#include "gate/model/finding_kind.hpp"
#include "gate/model/goroutine.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// How strong the evidence is, weakest first.
enum class Tier { one_time, lingering, growing, proven };
/// How bad such a leak is, whatever the evidence, weakest first.
enum class Severity { note, low, medium, high };
/// What became of a cluster: only `reported` can fail a build.
enum class Disposition { reported, allowed, baseline, below_threshold };
/// When the goroutine was started.
enum class Phase { unknown, init, test_main, test, subtest, cleanup, example, fuzz, benchmark };
/// By what the test was found, strongest first.
enum class Attribution { none, label, ancestors, creator, closure_name };

[[nodiscard]] std::string_view to_string(Tier tier);
[[nodiscard]] std::string_view to_string(Severity severity);
[[nodiscard]] std::string_view to_string(Disposition disposition);
[[nodiscard]] std::string_view to_string(Phase phase);
[[nodiscard]] std::string_view to_string(Attribution attribution);

/// A line of source. `file` is relative to the module root with forward slashes;
/// outside the module it starts with `$GOROOT/` or with `module@version/`.
struct Place
{
  std::string function; ///< Go's full symbol
  std::string file;     ///< empty: not known
  int line = 0;

  [[nodiscard]] bool
  known() const
  {
    return !file.empty() && line > 0;
  }
  friend bool operator==(const Place&, const Place&) = default;
};

/// One test that left goroutines of a cluster behind, with how many.
struct Leaker
{
  std::string test;
  std::int64_t count = 0;

  friend bool operator==(const Leaker&, const Leaker&) = default;
};

/// One of the different stacks that were joined into a cluster.
struct StackVariant
{
  std::string fingerprint; ///< what the finding's would be if there were this variant alone
  std::int64_t count = 0;
  Place blocked;
  std::vector<Frame> stack; ///< leaf first

  friend bool operator==(const StackVariant&, const StackVariant&) = default;
};

/// The unit that is reported and counted. Of kind goroutine: one cluster of equal leaked
/// goroutines, which is also the unit of a baseline. The others have a package (or none),
/// a message, help, and `at` as the place to look at; goroutine fields stay empty, but for
/// those of the one goroutine that kind outlived is about, if it is known.
struct Finding
{
  std::string fingerprint; ///< `v1:` + 32 hex digits; survives edits above the leak and Go upgrades
  FindingKind kind = FindingKind::goroutine;
  std::string rule;        ///< RuleInfo::id: `chan-send`, `heap-growth`, `allow-stale` …
  std::string rule_reason; ///< why this rule: `state chan send, source "ch <- v"`
  Tier tier = Tier::lingering;
  Severity severity = Severity::medium;
  Disposition disposition = Disposition::reported;
  /// Which entry allowed it and why; of a reported one what did not cover it: `baseline has
  /// 2, got 3`. Empty when nothing knows it.
  std::string disposition_reason;

  std::string package;
  std::string test;            ///< full name; empty when no test did it. The first of `leakers`
  std::vector<Leaker> leakers; ///< all tests of the cluster, sorted by name
  Attribution attribution = Attribution::none;
  Phase phase = Phase::unknown;
  std::int64_t count = 0;
  std::string state; ///< Go's words: `chan receive`
  Wait wait = Wait::unknown;
  /// New goroutines per round, of the repetition where there was one, otherwise of the
  /// run's own `-count`; empty when neither could tell.
  std::vector<std::int64_t> rounds;
  /// Why repetition did not decide: `not repeated: no test started it`; may be empty.
  std::string repeat_note;
  /// What the baseline records of this cluster; no value when it is not in it.
  std::optional<std::int64_t> baseline_count;
  std::optional<BaseMark> base;       ///< of a reported one, where there is a BaseComparison
  std::vector<StackVariant> variants; ///< largest first; empty when all have one stack

  Place at;      ///< the line of the test from which the chain starts
  Place started; ///< the `go` statement
  /// The user's call that led to it, where `started` is in somebody else's code: of
  /// `wg.Go(f)`, `errgroup.Go`, `pool.Submit`.
  Place called;
  /// The innermost line outside the runtime and the standard library, or the outermost
  /// where there is none.
  Place blocked;
  std::vector<Frame> stack; ///< of one representative, leaf first
  std::vector<Ancestor> ancestors;
  std::string message; ///< one line: `goroutine blocked forever in chan receive`
  std::string help;    ///< `why it waits: what usually fixes it`; may be empty

  friend bool operator==(const Finding&, const Finding&) = default;
};

} // namespace leakgate
