#pragma once

#include <functional>
#include <string>
#include <vector>

namespace leakgate {

/// What becomes of a function when the goroutine goes on from a place in it.
enum class Leaves {
  unknown,
  never,       ///< it comes back to the place, whatever happens
  may,         ///< on some paths it is left
  when_closed, ///< it is left where the channel is found closed
  always,
};

enum class ChannelKind {
  unknown, ///< its declaration is elsewhere
  plain,
  context, ///< a context's Done()
  ticker,
  tick, ///< of time.Tick
  timer,
  after, ///< of time.After
};

/// Whether a channel can hold a value that nobody has taken yet.
enum class Room { unknown, none, some };

/// A function or method by whose call something is closed or cancelled.
struct Owner
{
  std::string function; ///< as declared: `(*Cache).Close`; of an interface `Cache.Close`
  std::string file;     ///< absolute; where it is declared
  int line = 0;
  std::vector<std::string> makers; ///< functions of its package that return the type of the method
  std::vector<std::string> creators; ///< those that make a value of that type

  friend bool operator==(const Owner&, const Owner&) = default;
};

/// A call of `close`, of the Close of a connection or listener, or of what cancels a context.
struct ClosingCall
{
  std::string function; ///< as declared: `(*Hub).Close`
  std::string file;     ///< absolute
  int line = 0;
  bool deferred = false;
  bool test = false;              ///< stands in a file of tests
  bool goroutine = false;         ///< in a function, or a closure, that a `go` statement runs
  bool returned = false;          ///< in a closure that the function returns
  std::vector<Owner> owners = {}; ///< the function itself, then what calls it, nearest first

  friend bool operator==(const ClosingCall&, const ClosingCall&) = default;
};

/// What declarations tell of a channel.
struct ChannelFacts
{
  std::string expression; ///< `h.quit`
  ChannelKind kind = ChannelKind::unknown;
  std::string element; ///< `struct{}`; empty: not known
  Room room = Room::unknown;
  /// Of a send of an empty struct: the same function, or a closure in it, receives from the channel
  /// afterwards; or another part of the package does.
  bool received_here = false;
  bool received_elsewhere = false;
  bool made_once = false;          ///< of time.After: called before the loops around the place
  std::vector<ClosingCall> closed; ///< where the package closes it; of a call what it is called on
  std::vector<ClosingCall> cancelled; ///< of a context: where the package cancels it

  friend bool operator==(const ChannelFacts&, const ChannelFacts&) = default;
};

/// One way in which a blocked goroutine can go on.
struct CodeCase
{
  enum class Op { call, receive, send, otherwise /* `default` */ };
  Op op = Op::call;
  int line = 0;
  std::string text;   ///< `v := <-in`; empty of a call
  bool binds = false; ///< keeps the value that it receives
  bool asks = false;  ///< whether its channel was closed: `v, ok := <-in`
  Leaves leaves = Leaves::unknown;
  ChannelFacts channel;

  friend bool operator==(const CodeCase&, const CodeCase&) = default;
};

/// What Go's own parser says of one line of a stack. gate/facts says how each is found.
struct CodeFacts
{
  /// What stands there. `unknown`: nothing that such a goroutine waits at, or more than one.
  enum class Kind { unknown, select, send, receive, range, call };
  Kind kind = Kind::unknown;
  std::string statement;       ///< without comments, lines trimmed; of a loop or condition its head
  int loop_line = 0;           ///< of the outermost loop around it in its function; 0: none
  std::vector<CodeCase> cases; ///< of a `select` all, of others one

  friend bool operator==(const CodeFacts&, const CodeFacts&) = default;
};

/// A line of a stack, and what the goroutine does there: `select`, `send`, `receive`, or `call` of
/// a line that called on; `allow` asks for a comment `//leakgate:allow` instead, of which
/// CodeFacts::loop_line is the line, and `statement` the test that it is about (or nothing), a line
/// end, and its words.
struct CodeQuery
{
  std::string file; ///< as Place::file
  int line = 0;
  std::string wait;

  friend auto operator<=>(const CodeQuery&, const CodeQuery&) = default;
};

/// The facts of a line, or null where nothing is known of it. Handed in from outside, so that
/// rules touch no file and start no process. What it gives must live as long as it does.
using CodeFactsAt = std::function<const CodeFacts*(const CodeQuery&)>;

} // namespace leakgate
