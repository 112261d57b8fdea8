#pragma once

#include "gate/model/channel_facts.hpp"
#include "gate/model/ending_facts.hpp"
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
  bool counted = false; ///< of the condition of a loop: each round brings its end nearer
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
/// of (EndingCode::call is its name as declared), `dropped` what such a call gives that has a Close
/// and gets no name, `scope` which context is in scope there (EndingCode::call) and whose method it
/// is (EndingCode::function), `led` by which calls a test comes to the `go` statement there: a case
/// for each line of the test, with the calls from the inside out as `closed`. `allow` asks for a
/// comment
/// `//leakgate:allow` instead: loop_line is its line, `statement` the test that it is about (or
/// nothing), a line end, and its words.
struct CodeQuery
{
  std::string file; ///< as Place::file
  int line = 0;
  std::string wait;
  /// The function that the line calls, as declared. Of `end` then the method that ends it, and the
  /// absolute path of the file that declares the method. Of `led` the function around the
  /// statement, the import paths of its package and of the test's, and the test.
  std::vector<std::string> about = {};

  friend auto operator<=>(const CodeQuery&, const CodeQuery&) = default;
};

/// The facts of a line, or null where nothing is known of it. Handed in from outside, so that
/// rules touch no file and start no process. What it gives must live as long as it does.
using CodeFactsAt = std::function<const CodeFacts*(const CodeQuery&)>;

} // namespace leakgate
