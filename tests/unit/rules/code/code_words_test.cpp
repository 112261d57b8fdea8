#include "gate/base/text.hpp"
#include "rules/code/closers.hpp"
#include "rules/code/code_words.hpp"
#include "rules/matching/pattern_book.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace leakgate;
using namespace leakgate::rules;

namespace {

using Op = CodeCase::Op;
using Kind = CodeFacts::Kind;

CodeCase
receives(Leaves leaves, ChannelKind kind = ChannelKind::plain, bool binds = false)
{
  CodeCase out;
  out.op = Op::receive;
  out.text = "<-c";
  out.leaves = leaves;
  out.binds = binds;
  out.channel.kind = kind;
  return out;
}

CodeFacts
facts(Kind kind, std::vector<CodeCase> cases, int loop_line = 0)
{
  return {kind, "statement", loop_line, std::move(cases)};
}

std::string
words(const CodeFacts& blocked, const std::vector<const CodeFacts*>& callers = {})
{
  return text::join(code_words(with_callers(blocked, callers)), " ");
}

} // namespace

TEST_CASE("of the exits of a select the first in the order is its word")
{
  const CodeCase context = receives(Leaves::always, ChannelKind::context);
  const CodeCase done = receives(Leaves::always);
  const CodeCase tick = receives(Leaves::never, ChannelKind::ticker);
  const CodeCase stops = receives(Leaves::never);
  const CodeCase value = receives(Leaves::always, ChannelKind::plain, true);
  const CodeCase closed = receives(Leaves::when_closed, ChannelKind::plain, true);
  CHECK(words(facts(Kind::select, {stops, done, context}, 3)) == "context-exit");
  CHECK(words(facts(Kind::select, {stops, tick, done}, 3)) == "channel-exit ticker ticks");
  CHECK(words(facts(Kind::select, {stops, closed}, 3)) == "until-closed");
  CHECK(words(facts(Kind::select, {stops, value}, 3)) == "some-exit");
  CHECK(words(facts(Kind::select, {value}, 0)) == "one-shot");
  CHECK(words(facts(Kind::select, {stops, tick}, 3)) == "no-exit ticker ticks");
  CHECK(words(facts(Kind::select, {stops}, 3)) == "no-exit");
}

TEST_CASE("a select ends by itself only where a timer leaves and nothing loops")
{
  const CodeFacts select = facts(Kind::select, {receives(Leaves::always, ChannelKind::after)});
  CHECK(words(select) == "ticks time-after timed-exit");
  const CodeCase other = receives(Leaves::may);
  CodeCase timer = receives(Leaves::always, ChannelKind::after);
  CHECK(words(facts(Kind::select, {timer, other}, 3)) == "some-exit ticks time-after");
  timer.channel.made_once = true;
  CHECK(words(facts(Kind::select, {timer, other}, 3)) == "ticks time-after timed-exit");
  CodeCase call;
  call.leaves = Leaves::may;
  const CodeFacts caller = facts(Kind::call, {call}, 7);
  CHECK(words(select, {&caller}) == "some-exit ticks time-after");
}

TEST_CASE("what comes back to a caller that never leaves its loop does not end")
{
  const CodeFacts select = facts(Kind::select, {receives(Leaves::always, ChannelKind::context)});
  CodeCase call;
  call.leaves = Leaves::never;
  const CodeFacts forever = facts(Kind::call, {call}, 7);
  CHECK(words(select) == "context-exit");
  CHECK(words(select, {&forever}) == "no-exit");
  call.leaves = Leaves::may;
  const CodeFacts checks = facts(Kind::call, {call}, 7);
  CHECK(words(select, {&checks}) == "context-exit");
}

TEST_CASE("an empty struct is a slot only where the function also receives and there may be room")
{
  CodeCase send;
  send.op = Op::send;
  send.leaves = Leaves::always;
  send.channel.element = "struct{}";
  CHECK(words(facts(Kind::send, {send})) == "one-shot signal");
  send.channel.received_here = true;
  CHECK(words(facts(Kind::send, {send})) == "one-shot slot");
  send.channel.room = Room::none;
  CHECK(words(facts(Kind::send, {send})) == "one-shot signal");
  send.channel.element = "int";
  CHECK(words(facts(Kind::send, {send})) == "one-shot plain-send");
  CHECK(words(facts(Kind::select, {send})) == "offers one-shot");
}

TEST_CASE("a range ends when its channel is closed, of a ticker it does not")
{
  CHECK(words(facts(Kind::range, {receives(Leaves::when_closed, ChannelKind::plain, true)})) ==
        "plain takes-values until-closed");
  CHECK(words(facts(Kind::range, {receives(Leaves::never, ChannelKind::ticker)})) ==
        "no-exit ticker ticks");
}

TEST_CASE("of what is not known, or is no code of the reader's, nothing is said")
{
  CHECK(words(CodeFacts{}).empty());
  CodeCase call;
  call.leaves = Leaves::always;
  CHECK(words(facts(Kind::call, {call})).empty());
  BlockedCode library = with_callers(facts(Kind::select, {receives(Leaves::never)}, 3), {});
  library.library = true;
  CHECK(code_words(library) == std::vector<std::string>{"library"});
}

TEST_CASE("each word that a built-in pattern asks for has a meaning")
{
  CHECK(meaning_of("nonsense").empty());
  for (const Pattern& each : builtin_patterns()) {
    for (const std::string& word : each.match.code) {
      CHECK_MESSAGE(!meaning_of(word).empty(), each.rule.id, ": ", word);
    }
  }
}

TEST_CASE("what closes the channel is named where somebody can call it")
{
  CodeCase waits = receives(Leaves::when_closed);
  const auto named = [&](const ClosingCall& call) {
    waits.channel.closed = {call};
    const BlockedCode code = with_callers(facts(Kind::range, {waits}), {});
    const auto calls = closers_of(code);
    return calls.empty() ? std::string() : calls.front()->function;
  };
  CHECK(named({"(*Pool).Wait", "pool.go", 77}) == "(*Pool).Wait");
  CHECK(named({.function = "(*pool).close", .file = "pool_test.go", .test = true}) ==
        "(*pool).close");
  CHECK(named({.function = "TestPool", .file = "pool_test.go", .test = true}).empty());
  CHECK(named({.function = "(*Pool).run", .file = "pool.go", .goroutine = true}).empty());
  // What takes a value goes on with that: closing is not what it waits for.
  waits = receives(Leaves::always, ChannelKind::plain, true);
  CHECK(named({"(*Pool).Wait", "pool.go", 77}).empty());
}

TEST_CASE("times of a clock that package time did not make are no time.After")
{
  CodeCase tick = receives(Leaves::never, ChannelKind::after);
  CHECK(words(facts(Kind::receive, {tick}, 3)) == "no-exit ticks time-after");
  tick.channel.element = "time.Time";
  CHECK(words(facts(Kind::receive, {tick}, 3)) == "no-exit ticks times");
}

TEST_CASE("a call is told by whether the loop around it is ever left")
{
  CodeCase call;
  call.leaves = Leaves::never;
  CHECK(words(facts(Kind::call, {call}, 3)) == "call-stays");
  call.leaves = Leaves::may;
  CHECK(words(facts(Kind::call, {call}, 3)) == "call-leaves");
  call.leaves = Leaves::always;
  CHECK(words(facts(Kind::call, {call})).empty());
}
