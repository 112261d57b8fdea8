#pragma once

#include "gate/model/channel_facts.hpp"
#include "gate/model/memory_facts.hpp"

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

/// One way in which a blocked goroutine can go on.
struct CodeCase
{
  enum class Op { call, receive, send, otherwise /* `default` */ };
  Op op = Op::call;
  int line = 0;
  std::string text;     ///< `v := <-in`; empty of a call
  bool binds = false;   ///< keeps the value that it receives
  bool asks = false;    ///< whether its channel was closed: `v, ok := <-in`
  bool by_body = false; ///< of a range loop: some path of its body leaves it too
  Leaves leaves = Leaves::unknown;
  ChannelFacts channel;

  friend bool operator==(const CodeCase&, const CodeCase&) = default;
};

/// What ends, behind a line, what a call of that line gave.
struct EndingCode
{
  std::string call;      ///< `_ = c.Close()`; empty: declarations do not tell
  std::string keep;      ///< where the line keeps it by no name, what does: `x, err := hub.New(1)`
  std::string testing;   ///< what has a Cleanup there: `t`, `s.T()`; empty: nothing
  std::string function;  ///< that the line is in, as declared
  std::string file = {}; ///< of a query `close`: where it is made; absolute
  int line = 0;
  bool handed_on = false; ///< of a query `close`: that function returns it
  int parameter = 0;      ///< of a query `close`, without a call: it is that parameter, from 1 on
  int called = 0;         ///< of a query `end`: where that function makes the call already
  int before = 0;         ///< of a query `end`: the `go` statement in front of which the code goes
  bool goroutine = false; ///< it stands in a goroutine for which its function does not wait

  friend bool operator==(const EndingCode&, const EndingCode&) = default;
};

/// The context that a call is given.
struct ContextCode
{
  enum class Kind {
    unknown,
    root,   ///< context.Background() or TODO(): nobody can cancel it
    handed, ///< a parameter of the function around the call
    kept,   ///< of a context.WithCancel whose cancel nobody calls
  };
  Kind kind = Kind::unknown;
  std::string text;    ///< of a root the call, of a kept one the name of its cancel
  int line = 0;        ///< where that stands
  std::string testing; ///< as EndingCode::testing
  friend bool operator==(const ContextCode&, const ContextCode&) = default;
};

/// What becomes of a goroutine whose blocked call fails, as it does when what it waits at is
/// closed.
struct FailureCode
{
  enum class Kind {
    unknown,
    leaves,  ///< the function is left
    reports, ///< it is left, and the test fails by it
    stays,   ///< a loop comes back to the call: closing makes it spin
  };
  Kind kind = Kind::unknown;
  int line = 0;         ///< where it stays: of the check that goes on, else of the call
  bool checked = false; ///< there is such a check

  friend bool operator==(const FailureCode&, const FailureCode&) = default;
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
  EndingCode ending = {};      ///< of a query `end`
  ContextCode context = {};    ///< of a query `context`
  FailureCode failure = {};    ///< of a query `call`
  KeepingCode keeping = {};    ///< of a query `keep`

  friend bool operator==(const CodeFacts&, const CodeFacts&) = default;
};

/// A line of a stack, and what the goroutine does there: `select`, `send`, `receive`, or `call` of
/// a line that called on. `end` asks how what a call of the line gave can be ended behind it,
/// `context` which context such a call is given, `close` how what such a call waits at is closed,
/// `loop` (of a line with a loop) what failing call it comes back to, `keep` what keeps memory that
/// was allocated there, `owner` which method ends what the function in `about` gives or is a method
/// of (EndingCode::call is its name as declared). `allow` asks for a comment `//leakgate:allow`
/// instead: loop_line is its line, `statement` the test that it is about (or nothing), a line end,
/// and its words.
struct CodeQuery
{
  std::string file; ///< as Place::file
  int line = 0;
  std::string wait;
  /// The function that the line calls, as declared. Of `end` then the method that ends it, and the
  /// absolute path of the file that declares the method.
  std::vector<std::string> about = {};

  friend auto operator<=>(const CodeQuery&, const CodeQuery&) = default;
};

/// The facts of a line, or null where nothing is known of it. Handed in from outside, so that
/// rules touch no file and start no process. What it gives must live as long as it does.
using CodeFactsAt = std::function<const CodeFacts*(const CodeQuery&)>;

} // namespace leakgate
