#pragma once

#include "gate/model/goroutine.hpp"
#include "rules/code/code_words.hpp"
#include "rules/matching/pattern_book.hpp"
#include "rules/names/source_names.hpp"
#include "rules/stacks/start_chain.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

/// Which call ends a goroutine, and how the test can come to make it.
namespace leakgate::rules {

/// The calls that end a goroutine, and what they do. Refers to the code.
struct EndingCalls
{
  std::vector<const ClosingCall*> calls;
  std::string does; ///< `closes p.stop`
};

/// True where other packages can name that function or method.
[[nodiscard]] bool is_exported(std::string_view function);

/// True for a pattern of ours.
[[nodiscard]] bool is_builtin(const Pattern& pattern);

/// True where the pattern asks for one of these words of the source.
[[nodiscard]] bool asks_for(const Pattern& pattern, std::initializer_list<std::string_view> words);

/// True for a pattern of what would end with its context.
[[nodiscard]] bool asks_for_context(const Pattern& pattern);

/// Where the pattern asks for a channel to be closed, a context to be cancelled or a connection to
/// be closed, what does so as the source tells; where nothing cancels the context, what closes a
/// channel that would end it as well. Not what the goroutine itself is in.
/// Ways of which any does, those that are sure first; none has no calls.
[[nodiscard]] std::vector<EndingCalls> ending_calls(const Pattern& pattern, const BlockedCode& code,
                                                    const Goroutine& goroutine);

/// What calls these, package by package on the way to the test: of a client that a transport keeps
/// the transport's Close, of that the Close of what keeps the transport.
[[nodiscard]] std::vector<EndingCalls> callers_further_out(const EndingCalls& ending,
                                                           const Goroutine& goroutine,
                                                           const CodeFactsAt& facts_at,
                                                           SourceNames& sources);

/// The calls that can be made on what the test holds: of those that come to an ending call, at most
/// two of the type that the outermost function between the test and the blocked line returns, or is
/// a method of.
struct HeldByTest
{
  std::vector<const Owner*> owners;
  std::string made_in; ///< what made it, where the test itself has not called that
  std::string used_by; ///< what called it, where the test holds that one's object
  bool hidden = false; ///< there is such a call, but the test cannot make it
  /// What the first of `owners` waits for in vain, as nothing around the goroutine brings it about.
  const Awaited* hangs = nullptr;
};

[[nodiscard]] HeldByTest held_by_test(const std::vector<const ClosingCall*>& calls,
                                      const Goroutine& goroutine, SourceNames& sources);

/// A type of the blocked line's package in words that the test can follow: where it is not exported
/// and the test is of another package, the outermost exported one on the way to the goroutine whose
/// method was called; empty: there is none.
[[nodiscard]] std::string type_for_test(std::string_view type, const Goroutine& goroutine,
                                        SourceNames& sources);

/// Of the calls that come to an ending call the functions without a type, where the test called
/// such a function, too: what its package keeps to itself they may end.
[[nodiscard]] std::vector<const Owner*>
functions_that_end(const std::vector<const ClosingCall*>& calls, const Goroutine& goroutine,
                   SourceNames& sources);

/// The code that ends what the test holds, and the line beside which it goes; no code: not known.
struct CodeToWrite
{
  EndingCode code;
  Place at;
  std::string maker = {}; ///< what that line calls, as declared
  bool before = false;    ///< that call does not return: the code goes in front of it
};

/// Of the lines of tests that led to the goroutine, from `first` on inwards, the first that keeps
/// what is to be ended by a name; else the first that could. `first` not known: from the outermost.
[[nodiscard]] CodeToWrite code_to_write(const Owner& owner, const Goroutine& goroutine,
                                        const Place& first, const CodeFactsAt& facts_at,
                                        SourceNames& sources);

/// The code that closes the connection or listener that a goroutine waits at, where one of the
/// functions that led there made it, or made what it wraps, and nothing closes it. `code.handed_on`
/// tells that this function returns it.
[[nodiscard]] CodeToWrite close_what_was_made(const Goroutine& goroutine,
                                              const CodeFactsAt& facts_at, SourceNames& sources);

/// What a function makes, calls on and keeps to itself, so that whoever called that cannot end it.
struct KeptToItself
{
  std::string called; ///< the function that the test calls; empty: there is none such
  std::string maker;  ///< what makes it; empty: a literal of its type
  std::string ends;   ///< its `(*Server).Close`
  std::string runs;   ///< the method that has not returned: `(*Server).Serve`
  Place at;           ///< the line that calls that
  bool own = false;   ///< the test is of the same package, so that it can call all of that
};
[[nodiscard]] KeptToItself kept_to_itself(const Goroutine& goroutine, const CodeFactsAt& facts_at,
                                          SourceNames& sources);

/// The code that closes the other end of the io.Pipe that a goroutine is blocked at, where the
/// source tells which call made both and nothing closes it.
[[nodiscard]] CodeToWrite close_other_end(const Goroutine& goroutine, const CodeFactsAt& facts_at,
                                          SourceNames& sources);

/// The calls that end a goroutine, then, where the test does not hold what they are made on, those
/// that come to them in other packages.
[[nodiscard]] std::vector<EndingCalls> ways_to_end(const Pattern& pattern, const BlockedCode& code,
                                                   const Goroutine& goroutine,
                                                   const CodeFactsAt& facts_at,
                                                   SourceNames& sources);

} // namespace leakgate::rules
