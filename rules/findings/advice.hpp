#pragma once

#include "gate/model/goroutine.hpp"
#include "gate/model/leaker.hpp"
#include "rules/code/code_words.hpp"
#include "rules/matching/pattern_book.hpp"
#include "rules/names/source_names.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

/// Why a goroutine is still there, and what usually mends it.
struct Advice
{
  std::string why;
  std::string fix;
};

/// A further test that left such goroutines.
struct OtherTest
{
  const Place* at = nullptr;
  const Goroutine* goroutine = nullptr; ///< one of them; null: not known
  std::string_view test = {};
  bool same_test = false; ///< no other test, but another line behind that of the first
};

/// Where the reader writes what mends it.
struct EditPlace
{
  std::string test;   ///< empty: no test did it
  const Place* after; ///< the line behind which it goes; null or not known: nobody knows
  std::vector<OtherTest> others = {};
  const Place* busy_loop = nullptr; ///< where it never waits, the loop that it is in
  /// Where the test failed in a helper before that gave it what it made: the line in the helper,
  /// as no code behind `after` ran. Else not known.
  Place inside = {};
};

/// The words of the pattern. Where it asks for a channel to be closed, or for a context to be
/// cancelled, and the source tells by which call that is done, `fix` is the code that makes that
/// call on what the test holds, and `why` says what the call does. Where nobody knows by what name
/// the test holds it, `fix` names the call; where that is not known either, the functions that
/// close it themselves.
[[nodiscard]] Advice advice_for(const Pattern& pattern, const BlockedCode& code,
                                const Goroutine& goroutine, const EditPlace& edit,
                                const CodeFactsAt& facts_at, SourceNames& sources);

/// Where the context comes from that would end a goroutine.
struct ContextOrigin
{
  ContextCode context; ///< of kind root or kept; else nobody knows
  Place at;            ///< the call that is given it
  std::string callee;  ///< what that line calls, as declared
};

/// Follows a context that was handed in from call to call, from the blocked line outwards.
[[nodiscard]] ContextOrigin context_origin(const Goroutine& goroutine, const BlockedCode& code,
                                           const CodeFactsAt& facts_at, SourceNames& sources);

/// A fix that says `ctx.Done()` in words of the blocked line: the context that is in scope there by
/// its name, and where there is none what does the same. As it is where the source is not known.
void fit_context(Advice& advice, const Goroutine& goroutine, const CodeFactsAt& facts_at,
                 SourceNames& sources);

} // namespace leakgate::rules
