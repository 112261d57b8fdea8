#pragma once

#include "gate/model/code_facts.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

/// What source says of a blocked goroutine.
struct BlockedCode
{
  CodeFacts::Kind kind = CodeFacts::Kind::unknown;
  std::vector<CodeCase> cases;      ///< as of CodeFacts, with `leaves` of the whole goroutine
  bool loops = false;               ///< it is a loop, or a caller may come back to it
  bool library = false;             ///< the line is not of the modules that are tested
  bool dependency = false;          ///< and of a module that is not Go's own
  bool own_call = false;            ///< and further out in the stack there is one that is
  std::vector<CodeCase> calls = {}; ///< of the lines that called the blocked one, innermost first
  /// What its loop asks for between sleeps, ticks or wakings, and is left by: a channel, a context,
  /// or (`otherwise`) a condition, of which `closed` tells what sets it so.
  std::vector<CodeCase> looks = {};
};

/// The facts of the blocked line, seen together with those of the lines that called it, innermost
/// first: what comes back to a caller that never leaves its loop does not end.
[[nodiscard]] BlockedCode with_callers(const CodeFacts& blocked,
                                       const std::vector<const CodeFacts*>& callers);

/// The words that the field `code` of a pattern in rules/patterns may ask for, sorted. At most one
/// of them is an exit, the first that holds: timed-exit, context-exit, channel-exit, until-closed,
/// one-shot, some-exit, no-exit. Beside it: plain, ticks, ticker, timer, time-after, time-tick,
/// times, notified, takes-values, offers, slot, signal, closer,
/// call-stays, call-leaves. Of a line outside of the tested modules nothing
/// is known but `library`, and `own-call` where a line of theirs called it. `meaning_of` says what
/// each takes.
[[nodiscard]] std::vector<std::string> code_words(const BlockedCode& code);

/// What the source does where the word holds: `stands in no loop, …`; empty: there is no such word.
[[nodiscard]] std::string_view meaning_of(std::string_view word);

/// The case that such a word is about; null where it is about none.
[[nodiscard]] const CodeCase* case_of(const BlockedCode& code, std::string_view word);

} // namespace leakgate::rules
