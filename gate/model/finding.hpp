#pragma once

#include "gate/model/finding_words.hpp"
#include "gate/model/goroutine.hpp"
#include "gate/model/leaker.hpp"
#include "gate/model/way_out.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace leakgate {

/// The unit that is reported and counted. Of kind goroutine: one cluster of equal leaked
/// goroutines, which is also the unit of a baseline. The others have a package (or none),
/// a message, a fix, and `at` as the place to look at; goroutine fields stay empty, but for
/// those of the one goroutine that kind outlived is about, if it is known.
///
/// Of kind heap there are two: a limit that a package exceeds, and memory that grew in every
/// round (is_heap_leak()). That is a leak with tests, tier, rule, stack and fingerprint; there
/// `rounds` are bytes, `count` is none, `at` is the allocation and `called` the line of the test.
struct Finding
{
  /// `v2:` + 32 hex digits, of what the goroutine is: who started it and what it runs. Survives
  /// edits above the leak, Go upgrades, and what it was met doing.
  std::string fingerprint;
  /// Fingerprints of the places where it was met, in the form of version 1 (`v1:…`): by them
  /// older baselines and results know it, and leaks of one identity that are stuck at different
  /// places are told apart.
  std::vector<std::string> places;
  bool moving = false; ///< goroutines of it were seen at more than one place
  bool parked = false; ///< each stayed at one place, and does not wait for time
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
  /// Full name; empty when no test did it. The first of `leakers`.
  std::string test;
  std::vector<Leaker> leakers; ///< all tests, by tier (strongest first), with a line first, name
  Attribution attribution = Attribution::none;
  Phase phase = Phase::unknown;
  std::int64_t count = 0;
  /// Fingerprint of the finding of this package that this one follows from: mended there, it goes
  /// too. Reports show it below that one. Empty: it stands for itself. Never of one that is
  /// caused itself; both are reported.
  std::string caused_by;
  std::string cause_reason;    ///< how it follows: `the same connection`; empty without a cause
  bool deadlock = false;       ///< it and what is caused by it wait for one another's locks
  std::string wants;           ///< of a deadlock: what it waits for, as the source writes it
  std::vector<HeldLock> holds; ///< of a deadlock: what it holds meanwhile
  /// Beside `count`, goroutines that would not fail by themselves: of tests whose own tier is
  /// too weak. They stand in the ledger as below the threshold. Only of a reported finding.
  std::int64_t excused = 0;
  std::string state; ///< Go's words: `chan receive`
  Wait wait = Wait::unknown;
  /// New goroutines per round, of the confirmation where there was one, otherwise of the
  /// run's own `-count`; empty when neither could tell. The sum over those leakers that have
  /// its tier.
  std::vector<std::int64_t> rounds;
  std::vector<std::int64_t> objects; ///< of a heap leak: objects per round, beside the bytes
  /// Of a heap leak the allocations that grow with it, by what each adds in a round, largest first.
  std::vector<HeapGrowth> sites;
  std::vector<KeptBy> kept_by;    ///< of a heap leak, as the source says; empty: it does not tell
  std::optional<HeldMemory> held; ///< of goroutines: what each of them keeps alive
  /// Why confirmation did not decide: `not repeated: no test started it`; may be empty.
  std::string confirm_note;
  /// What the baseline records of this cluster; no value when it is not in it.
  std::optional<std::int64_t> baseline_count;
  std::optional<BaseMark> base; ///< of a reported one, where there is a BaseComparison
  /// Of a moving one the place that shows it first, else the largest; empty when there is one.
  std::vector<StackVariant> variants;

  Place at;      ///< the line of the test from which the chain starts
  Place started; ///< the `go` statement
  /// The user's call that led to it, where `started` is in somebody else's code: of
  /// `wg.Go(f)`, `errgroup.Go`, `pool.Submit`. Of what waits in a dependency's code, which the
  /// user's own called, that call.
  Place called;
  /// The call of a test helper that all of many tests came through; else not known.
  Place through;
  /// The innermost line outside the runtime and the standard library, or the outermost
  /// where there is none.
  Place blocked;
  std::vector<WayOut> exits; ///< what would have ended it; empty where the source does not tell
  std::vector<Frame> stack;  ///< of one representative, leaf first
  std::vector<Ancestor> ancestors;
  std::string message; ///< one line: `goroutine blocked forever in chan receive`
  std::string why;     ///< it is there, in one clause; may be empty
  std::string fix;     ///< what usually mends it; may be empty

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// True for memory that grew in every round, unlike a limit on the heap.
[[nodiscard]] inline bool
is_heap_leak(const Finding& finding)
{
  return finding.kind == FindingKind::heap && !finding.rounds.empty();
}

/// `3`, or of memory `64.0 KiB each round`.
[[nodiscard]] std::string amount_of(const Finding& finding, std::int64_t count);

/// True for what a test left behind: goroutines, or memory.
[[nodiscard]] inline bool
is_leak(const Finding& finding)
{
  return finding.kind == FindingKind::goroutine || is_heap_leak(finding);
}

} // namespace leakgate
