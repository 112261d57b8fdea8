#pragma once

#include "gate/model/finding_words.hpp"
#include "gate/model/goroutine.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace leakgate {

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

/// Growth of one allocation site: of a package between before and after (an estimate from
/// samples), of a finding in each round (exact).
struct HeapGrowth
{
  Place site;             ///< the innermost line outside the runtime, or of the user's modules
  std::int64_t bytes = 0; ///< in use, signed
  std::int64_t objects = 0;

  friend bool operator==(const HeapGrowth&, const HeapGrowth&) = default;
};

/// What keeps memory alive: a statement of the source puts it there.
struct KeptBy
{
  std::string name; ///< a variable of the package, `pages`, or a field, `Cache.entries`
  Place at;         ///< the statement; without a function

  friend bool operator==(const KeptBy&, const KeptBy&) = default;
};

/// A lock that a goroutine holds while it waits for something else.
struct HeldLock
{
  std::string name; ///< as the source writes it: `h.mu`
  Place at;         ///< where it was locked

  friend bool operator==(const HeldLock&, const HeldLock&) = default;
};

/// What each goroutine of a finding keeps alive, by the rounds in which its tests ran again.
struct HeldMemory
{
  std::int64_t bytes = 0;
  std::int64_t objects = 0;

  friend bool operator==(const HeldMemory&, const HeldMemory&) = default;
};

/// One test that left goroutines of a cluster behind, with how many, and what running it
/// again has shown.
struct Leaker
{
  std::string test;
  std::int64_t count = 0;
  Tier tier = Tier::lingering;
  std::vector<std::int64_t> rounds = {}; ///< as Finding::rounds, of this test alone
  std::string note = {};                 ///< as Finding::confirm_note
  /// True where the finding fails, and would not if only this test had left it: it stands in
  /// the ledger as below the threshold, and nobody says that this test leaks.
  bool excused = false;
  /// All of its goroutines were started moments before the last look, so that nothing is known
  /// about how long they stay.
  bool young = false;
  /// How long after the round its goroutines were seen to end; 0: not seen.
  std::int64_t ends_after_ms = 0;
  Place at = {}; ///< as Finding::at

  friend bool operator==(const Leaker&, const Leaker&) = default;
};

/// One of the different places at which goroutines of a cluster were met.
struct StackVariant
{
  std::string fingerprint; ///< of the place, in the form of version 1
  std::int64_t count = 0;  ///< goroutines that were there in the last look
  Place blocked;
  std::vector<Frame> stack; ///< leaf first
  std::string state = {};   ///< Go's words
  std::int64_t looks = 0;   ///< over all goroutines, how many looks met one there

  friend bool operator==(const StackVariant&, const StackVariant&) = default;
};

} // namespace leakgate
