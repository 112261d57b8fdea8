#include "rules/findings/advice.hpp"
#include "rules/matching/pattern_book.hpp"

#include <doctest/doctest.h>

#include <string_view>
#include <vector>

using namespace leakgate;
using namespace leakgate::rules;

namespace {

Frame
frame(std::string_view function, std::string_view file, int line)
{
  return {Name(function), Name(file), line};
}

constexpr std::string_view k_test = "/src/app/cache/cache_test.go";
constexpr std::string_view k_source = "/src/app/cache/cache.go";

// A goroutine in (*Cache).run, which (*Cache).Write started, which TestX called at line 50.
Goroutine
running()
{
  Goroutine out;
  out.wait = Wait::select;
  out.frames = {frame("example.com/app/cache.(*Cache).run", k_source, 60)};
  out.created_by = frame("example.com/app/cache.(*Cache).Write", k_source, 40);
  out.ancestors.push_back(
      {1, {*out.created_by, frame("example.com/app/cache.TestX", k_test, 50)}, {}});
  return out;
}

// A loop over a select that receives from p.stop of the Cache.
BlockedCode
loop_until_stop()
{
  BlockedCode code;
  code.kind = CodeFacts::Kind::select;
  CodeCase stop;
  stop.op = CodeCase::Op::receive;
  stop.leaves = Leaves::always;
  stop.channel.kind = ChannelKind::plain;
  stop.channel.expression = "c.stop";
  stop.channel.field = "Cache.stop";
  CodeCase other = stop;
  other.leaves = Leaves::never;
  other.channel.expression = "c.in";
  code.cases = {stop, other};
  return code;
}

Advice
advice(std::string_view rule, const BlockedCode& code, const Goroutine& goroutine,
       const CodeFactsAt& facts_at = {})
{
  static const SourceRoots k_roots{{{"example.com/app", "/src/app"}}, {}, "", ""};
  SourceNames names(k_roots);
  const Place at{"TestX", "cache/cache_test.go", 50};
  return advice_for(*find_pattern(builtin_patterns(), rule), code, goroutine, {"TestX", &at},
                    facts_at, names);
}

} // namespace

TEST_CASE("a channel in a field that nothing closes is to be closed by the Close of its type")
{
  BlockedCode code = loop_until_stop();
  code.cases[0].channel.never_closed = true;
  CodeFacts owner;
  owner.ending.call = "(*Cache).Close";
  owner.ending.file = k_source;
  owner.ending.line = 310;
  CodeFacts end;
  end.ending = {"_ = c.Close()", "", "t", "TestX"};
  const CodeFactsAt facts_at = [&](const CodeQuery& query) {
    return query.wait == "owner" ? &owner : query.wait == "end" ? &end : nullptr;
  };
  CHECK(advice("select-done", code, running(), facts_at).fix ==
        "close c.stop in (*Cache).Close (cache/cache.go:310), once and where it is not nil; then "
        "t.Cleanup(func() { _ = c.Close() }) after cache/cache_test.go:50");
  end.ending.called = 48;
  const Advice called = advice("select-done", code, running(), facts_at);
  CHECK(called.fix ==
        "close c.stop in (*Cache).Close (cache/cache.go:310), once and where it is not nil");
  CHECK(called.why.ends_with("; (*Cache).Close (cache/cache.go:310), which is called at "
                             "cache/cache_test.go:48, does not close it"));
  // That is the Close of another type.
  owner.ending.call = "(*Store).Close";
  CHECK(advice("select-done", code, running(), facts_at).fix ==
        "nothing in its package closes c.stop of (*Cache).run: close it in a Close or Stop of "
        "Cache that the test calls");
}

TEST_CASE("a channel that the goroutine makes itself has to be made before the go statement")
{
  BlockedCode code = loop_until_stop();
  ClosingCall close{"(*Cache).Close", std::string(k_source), 311};
  close.owners = {{"(*Cache).Close", std::string(k_source), 310, {}, {}}};
  code.cases[0].channel.closed = {close};
  const std::string_view fix =
      "call (*Cache).Close (cache/cache.go:310), which closes c.stop, in t.Cleanup, after "
      "cache/cache_test.go:50";
  CHECK(advice("select-done", code, running()).fix == fix);
  code.cases[0].channel.made_inside = true;
  code.cases[0].channel.made_file = k_source;
  code.cases[0].channel.made_line = 58;
  CHECK(advice("select-done", code, running()).fix ==
        "first make c.stop before the go statement (cache/cache.go:40), then " + std::string(fix));
}

TEST_CASE("a loop of sleeps is told what its function can have")
{
  Goroutine goroutine = running();
  goroutine.wait = Wait::sleep;
  const std::string general = find_pattern(builtin_patterns(), "sleep-loop")->rule.fix;
  CHECK(advice("sleep-loop", {}, goroutine).fix == general); // a method: a field of its type
  goroutine.frames = {frame("example.com/app/cache.refresh", k_source, 70)};
  CHECK(advice("sleep-loop", {}, goroutine).fix ==
        "give refresh a done channel or a context, select on that and a timer in place of the "
        "sleep (cache/cache.go:70), return there, and end it in t.Cleanup");
  goroutine.frames = {frame("example.com/app/cache.TestX.func1", k_test, 53)};
  goroutine.created_by = frame("example.com/app/cache.TestX", k_test, 51);
  CHECK(advice("sleep-loop", {}, goroutine).fix ==
        "done := make(chan struct{}); t.Cleanup(func() { close(done) }) before "
        "cache/cache_test.go:51; in its loop, in place of the sleep (cache/cache_test.go:53), "
        "select { case <-done: return; case <-time.After(…): }");
}

TEST_CASE("a sleep on a mock clock that is not come back to is no loop")
{
  BlockedCode code;
  CodeCase sleep;
  sleep.op = CodeCase::Op::receive;
  sleep.leaves = Leaves::always;
  code.cases = {sleep};
  CHECK(advice("mock-clock", code, running())
            .fix.starts_with("move the mock clock past that one sleep"));
  code.cases[0].leaves = Leaves::may;
  CHECK(advice("mock-clock", code, running()).fix ==
        find_pattern(builtin_patterns(), "mock-clock")->rule.fix);
  code = {};
  code.library = true; // nobody has read it
  CHECK(advice("mock-clock", code, running()).fix ==
        find_pattern(builtin_patterns(), "mock-clock")->rule.fix);
}

TEST_CASE("a group to which a test adds, and which it nowhere counts down, is told as that")
{
  Goroutine goroutine = running();
  goroutine.wait = Wait::wait_group;
  CodeFacts counts;
  const CodeFactsAt facts_at = [&](const CodeQuery& query) {
    return query.wait == "counts" ? &counts : nullptr;
  };
  CHECK(advice("wait-group", {}, goroutine, facts_at).fix ==
        find_pattern(builtin_patterns(), "wait-group")->rule.fix);
  counts.ending = {"group.Done()", "", "t", "TestX"};
  counts.ending.line = 47;
  const Advice told = advice("wait-group", {}, goroutine, facts_at);
  CHECK(told.why == "TestX calls group.Add (cache/cache_test.go:47) and nowhere group.Done");
  CHECK(told.fix == "defer group.Done() in what each Add counts; where that is not meant to end, "
                    "call it as often in t.Cleanup");
  counts.ending.before = 49; // in a closure
  const Advice handed = advice("wait-group", {}, goroutine, facts_at);
  CHECK(handed.why ==
        "TestX calls group.Add (cache/cache_test.go:47), and group.Done() only in the "
        "function at cache/cache_test.go:49, which did not come to it as often");
  CHECK(handed.fix == "see why that function does not come to it; where it is not meant to run, "
                      "call group.Done() in t.Cleanup in its place");
}

TEST_CASE("a receive tells who sends on its channel")
{
  BlockedCode code;
  code.kind = CodeFacts::Kind::receive;
  CodeCase receive;
  receive.op = CodeCase::Op::receive;
  receive.leaves = Leaves::always;
  receive.channel.expression = "g.release";
  receive.channel.field = "gate.release";
  const ClosingCall of_test{"TestOpen", "/src/app/cache/cache_test.go", 9, false, true};
  const ClosingCall of_goroutine{"serve", "/src/app/cache/cache.go", 7, false, false, true};
  const ClosingCall of_caller{"(*gate).push", "/src/app/cache/cache.go", 8};
  receive.channel.given = {of_caller, of_goroutine, of_test, of_test};
  code.cases = {receive};
  CHECK(advice("chan-receive", code, running()).why ==
        "it goes on when something is sent on gate.release, and nobody sends here");
  CHECK(advice("chan-receive", code, running()).fix ==
        "send on it before the test ends, as TestOpen does (cache/cache_test.go:9)");
  code.cases[0].channel.given = {of_caller, of_goroutine};
  CHECK(advice("chan-receive", code, running()).fix ==
        "see that serve (cache/cache.go:7) comes to its send as often as somebody waits for it, or "
        "select on ctx.Done() beside the receive");
  // A test's own variable is no example; a call by others, and what is come back to, tell nothing.
  code.cases[0].channel.field.clear();
  code.cases[0].channel.given = {of_test};
  CHECK(advice("chan-receive", code, running()).fix.starts_with("see that TestOpen (cache"));
  const std::string general = find_pattern(builtin_patterns(), "chan-receive")->rule.fix;
  code.cases[0].channel.given = {of_caller};
  CHECK(advice("chan-receive", code, running()).fix == general);
  code.cases[0].channel.given = {of_test};
  code.cases[0].leaves = Leaves::never;
  CHECK(advice("chan-receive", code, running()).fix == general);
  code.kind = CodeFacts::Kind::send;
  code.cases[0].op = CodeCase::Op::send;
  code.cases[0].leaves = Leaves::always;
  CHECK(advice("chan-send", code, running()).fix ==
        find_pattern(builtin_patterns(), "chan-send")->rule.fix);
  code.cases[0].channel.field = "gate.started";
  CHECK(
      advice("chan-send", code, running()).fix ==
      "receive from it before the test ends, as TestOpen does (cache/cache_test.go:9), or give the "
      "channel room for the value");
}
