#include "rules/findings/advice.hpp"
#include "rules/matching/pattern_book.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace leakgate;
using namespace leakgate::rules;

namespace {

const SourceRoots&
roots()
{
  static const SourceRoots k_roots{{{"example.com/app", "/src/app"}}, {}, "", ""};
  return k_roots;
}

Frame
frame(std::string_view function, std::string_view file, int line)
{
  return {Name(function), Name(file), line};
}

// A goroutine that newPolicy started, called by New, called by that function of a test.
Goroutine
started_by(const std::vector<std::string>& callers)
{
  Goroutine out;
  out.created_by = frame("example.com/app/cache.newPolicy", "/src/app/cache/policy.go", 40);
  Ancestor ancestor;
  std::vector<Frame> frames = {*out.created_by};
  for (const std::string& caller : callers) {
    const bool test = caller.find("Test") != std::string::npos;
    frames.push_back(frame("example.com/app/" + caller,
                           test ? "/src/app/cache/cache_test.go" : "/src/app/cache/cache.go", 50));
  }
  ancestor.frames = std::move(frames);
  out.ancestors.push_back(std::move(ancestor));
  return out;
}

ClosingCall
closing()
{
  ClosingCall out;
  out.function = "(*policy).Close";
  out.file = "/src/app/cache/policy.go";
  out.line = 61;
  out.owners = {{"(*policy).Close", "/src/app/cache/policy.go", 60, {"newPolicy"}, {"newPolicy"}},
                {"(*Cache).Close", "/src/app/cache/cache.go", 310, {"New", "newTestCache"}, {}},
                {"(*Store).shut", "/src/app/cache/store.go", 20, {"Open"}, {}},
                {"(*Store).Shut", "/src/app/cache/store.go", 30, {"Open"}, {}}};
  return out;
}

BlockedCode
waits_for(const ClosingCall& call, ChannelKind kind = ChannelKind::plain)
{
  BlockedCode code;
  code.kind = CodeFacts::Kind::select;
  CodeCase each;
  each.channel.expression = "p.stop";
  each.op = CodeCase::Op::receive;
  each.leaves = Leaves::always;
  each.channel.kind = kind;
  (kind == ChannelKind::context ? each.channel.cancelled : each.channel.closed) = {call};
  code.cases = {each};
  return code;
}

std::string
fix(std::string_view rule, const BlockedCode& code, const Goroutine& goroutine)
{
  SourceNames names(roots());
  const Place at{"TestX", "cache/cache_test.go", 41};
  return advice_for(*find_pattern(builtin_patterns(), rule), code, goroutine, {"TestX", &at}, {},
                    names)
      .fix;
}

} // namespace

TEST_CASE("advice names the call on what the test holds, not the one nearest to the channel")
{
  const BlockedCode code = waits_for(closing());
  CHECK(fix("select-done", code, started_by({"cache.New", "cache_test.TestNew"})) ==
        "call (*Cache).Close (cache/cache.go:310), which closes p.stop, in t.Cleanup, after "
        "cache/cache_test.go:41");
  CHECK(fix("select-done", code,
            started_by({"cache.New[...]", "cache.newTestCache", "cache.TestX"})) ==
        "call (*Cache).Close (cache/cache.go:310), which closes p.stop, in t.Cleanup, after "
        "cache/cache_test.go:41");
  // What is started by a method is ended by one of the same type.
  CHECK(fix("select-done", code, started_by({"cache.(*Cache[...]).Start.func1", "cache.TestX"})) ==
        "call (*Cache).Close (cache/cache.go:310), which closes p.stop, in t.Cleanup, after "
        "cache/cache_test.go:41");
  CHECK(fix("select-done", code, started_by({"cache.New", "cache.Open", "cache.TestX"})) ==
        "call (*Store).Shut (cache/store.go:30), which closes p.stop, in t.Cleanup, after "
        "cache/cache_test.go:41");
  CHECK(fix("select-done", code, started_by({"cache.TestPolicy"})) ==
        "call (*policy).Close (cache/policy.go:60), which closes p.stop, in t.Cleanup, after "
        "cache/cache_test.go:41");
}

TEST_CASE("advice names what closes the channel where the chain shows no owner")
{
  Goroutine unknown;
  CHECK(fix("select-done", waits_for(closing()), unknown) ==
        "call (*policy).Close, which closes p.stop, or the Close or Stop of what owns it, in "
        "t.Cleanup, "
        "after cache/cache_test.go:41");
  ClosingCall returned{"start", "/src/app/cache/cache.go", 7};
  returned.returned = true;
  CHECK(fix("select-done", waits_for(returned), unknown) ==
        "call the function that start returns, which closes p.stop, or the Close or Stop of what "
        "owns it, in t.Cleanup, after cache/cache_test.go:41");
}

TEST_CASE("advice for a context names what cancels it")
{
  const Goroutine goroutine = started_by({"cache.New", "cache.TestX"});
  CHECK(fix("select-context", waits_for(closing(), ChannelKind::context), goroutine) ==
        "call (*Cache).Close (cache/cache.go:310), which cancels that context, in t.Cleanup, after "
        "cache/cache_test.go:41");
  // What closes a channel does not cancel a context.
  ClosingCall deferred = closing();
  deferred.deferred = true;
  CHECK(fix("select-context", waits_for(deferred, ChannelKind::context), goroutine) ==
        find_pattern(builtin_patterns(), "select-context")->rule.fix);
}

TEST_CASE("advice names the call on what a function makes where no type tells what it returns")
{
  ClosingCall call = closing();
  call.owners = {{"(*policy).Close", "/src/app/cache/policy.go", 60, {}, {"newPolicy"}}};
  CHECK(fix("select-done", waits_for(call), started_by({"cache.New", "cache.TestX"})) ==
        "nothing in its package calls (*policy).Close (cache/policy.go:60), which closes p.stop: "
        "call it in the Close or Stop of what owns it, and that in t.Cleanup, after "
        "cache/cache_test.go:41");
  call.owners.push_back({"reset", "/src/app/cache/cache.go", 9, {}, {}});
  CHECK(fix("select-done", waits_for(call), started_by({"cache.New", "cache.TestX"})) ==
        "call (*policy).Close (cache/policy.go:60) of what newPolicy made, which closes p.stop, in "
        "t.Cleanup, after "
        "cache/cache_test.go:41");
}

TEST_CASE("advice for a connection names what closes it, but not what waits there itself")
{
  BlockedCode code;
  code.kind = CodeFacts::Kind::call;
  CodeCase read;
  read.leaves = Leaves::may;
  read.channel.closed = {closing(), {"(*policy).handle", "/src/app/cache/policy.go", 99}};
  code.cases = {read};
  Goroutine goroutine = started_by({"cache.New", "cache.TestX"});
  goroutine.wait = Wait::io;
  goroutine.frames = {
      frame("example.com/app/cache.(*policy).handle", "/src/app/cache/policy.go", 95)};
  CHECK(fix("accept-loop", code, goroutine) ==
        "call (*Cache).Close (cache/cache.go:310), which closes it, in t.Cleanup, after "
        "cache/cache_test.go:41");
  // A method that the test itself started tells too of what it holds.
  Goroutine at_once;
  at_once.wait = Wait::io;
  at_once.frames = {frame("example.com/app/cache.(*Store).Serve", "/src/app/cache/store.go", 9)};
  CHECK(fix("accept-loop", code, at_once) ==
        "call (*Store).Shut (cache/store.go:30), which closes it, in t.Cleanup, after "
        "cache/cache_test.go:41");
  code.cases[0].channel.closed.erase(code.cases[0].channel.closed.begin());
  CHECK(fix("accept-loop", code, goroutine) ==
        find_pattern(builtin_patterns(), "accept-loop")->rule.fix);
  // Closing does not end a loop that goes on after an error.
  code.cases[0].channel.closed = {closing()};
  code.cases[0].leaves = Leaves::never;
  CHECK(fix("connection-read", code, goroutine) ==
        find_pattern(builtin_patterns(), "connection-read")->rule.fix);
}

TEST_CASE("advice says where to write it, as far as that is known")
{
  SourceNames names(roots());
  const Pattern& rule = *find_pattern(builtin_patterns(), "select-done");
  const auto fix_of = [&](std::string test, const Place& at) {
    const Goroutine goroutine = started_by({"cache.New", "cache.TestX"});
    const std::string fix =
        advice_for(rule, waits_for(closing()), goroutine, {std::move(test), &at}, {}, names).fix;
    return fix.substr(fix.find("p.stop") + 8);
  };
  CHECK(fix_of("BenchmarkX", {"", "cache/x_test.go", 7}) ==
        "in b.Cleanup, after cache/x_test.go:7");
  CHECK(fix_of("", {"", "cache/main_test.go", 7}) ==
        "when the tests have ended, after cache/main_test.go:7");
  CHECK(fix_of("TestX", {"", "cache/cache.go", 7}) == "in t.Cleanup");
  CHECK(fix_of("TestX", {}) == "in t.Cleanup");
}

TEST_CASE("advice names what made it where the test holds something else")
{
  // The test called Dial, which returns an interface without Close: New made what has one.
  const Goroutine goroutine = started_by({"cache.New", "cache.Dial", "cache.TestX"});
  CHECK(fix("select-done", waits_for(closing()), goroutine) ==
        "call (*Cache).Close (cache/cache.go:310) of what New made, which closes p.stop, in "
        "t.Cleanup, after cache/cache_test.go:41");
}

TEST_CASE("advice does not name as a call what the test cannot make")
{
  ClosingCall call = closing();
  call.owners = {{"(*policy).Close", "/src/app/cache/policy.go", 60, {}, {"newPolicy"}},
                 {"reset", "/src/app/cache/cache.go", 9, {}, {}}};
  CHECK(fix("select-done", waits_for(call), started_by({"cache.New", "cache_test.TestX"})) ==
        "close or stop what the test made that owns it, in t.Cleanup, after "
        "cache/cache_test.go:41: (*policy).Close closes p.stop, and has to be called on the way");
  // What was called by another package is held by that one.
  CHECK(fix("select-done", waits_for(closing()),
            started_by({"cache.(*Cache).Start", "web.(*Server).Run", "web_test.TestX"})) ==
        "call (*Cache).Close (cache/cache.go:310) of what (*Server).Run uses, which closes p.stop, "
        "in t.Cleanup, after cache/cache_test.go:41");
}

TEST_CASE("a Close of what a call waits at is no close of a channel")
{
  ClosingCall call{"TestX", "/src/app/cache/cache_test.go", 12};
  call.test = true;
  BlockedCode code = waits_for(call);
  const Goroutine goroutine = started_by({"cache.TestX"});
  CHECK(fix("select-done", code, goroutine).starts_with("make that close a function"));
  CodeCase& each = code.cases[0];
  each.op = CodeCase::Op::call;
  each.channel.expression.clear();
  code.kind = CodeFacts::Kind::call;
  CHECK(fix("running", code, goroutine).find("close()") == std::string::npos);
}

TEST_CASE("advice tells what nothing closes, and where a channel without room is made")
{
  BlockedCode code = waits_for(closing());
  code.kind = CodeFacts::Kind::range;
  CodeCase& each = code.cases[0];
  each.leaves = Leaves::when_closed;
  each.channel.closed.clear();
  const std::string general = find_pattern(builtin_patterns(), "chan-range")->rule.fix;
  CHECK(fix("chan-range", code, Goroutine()) == general);
  each.channel.never_closed = true;
  Goroutine goroutine;
  goroutine.frames = {frame("example.com/app/cache.(*policy).run", "/src/app/cache/policy.go", 9)};
  CHECK(fix("chan-range", code, goroutine) ==
        "nothing in its package closes p.stop of (*policy).run: close it in a Close or Stop of its "
        "owner that the test calls");
  each.channel.expression = "jobs";
  CHECK(fix("chan-range", code, goroutine) ==
        "nothing in its package closes jobs of (*policy).run: close it where the last value was "
        "sent, or in a Close or Stop of its owner that the test calls");
  each.channel.feeder = {"out", "", "/src/app/cache/policy.go", 31};
  CHECK(fix("chan-range", code, goroutine) ==
        "nothing in its package closes jobs of (*policy).run: write defer close(out) first in the "
        "goroutine that sends on it (cache/policy.go:31)");
  each.channel.feeder.function = "feed";
  CHECK(fix("chan-range", code, goroutine) ==
        "nothing in its package closes jobs of (*policy).run: write defer close(out) first in feed "
        "(cache/policy.go:31), which alone sends on it");
  BlockedCode send;
  send.kind = CodeFacts::Kind::send;
  CodeCase sent;
  sent.op = CodeCase::Op::send;
  sent.leaves = Leaves::always;
  sent.channel.expression = "errs";
  send.cases = {sent};
  const std::string room = find_pattern(builtin_patterns(), "chan-send")->rule.fix;
  CHECK(fix("chan-send", send, Goroutine()) == room);
  send.cases[0].channel.made_file = "/src/app/cache/cache_test.go";
  send.cases[0].channel.made_line = 12;
  CHECK(fix("chan-send", send, Goroutine()) == room + "; errs is made at cache/cache_test.go:12");
}

TEST_CASE("advice for a loop that a sent value ends names who sends it")
{
  BlockedCode code = waits_for(closing());
  code.cases[0].binds = true;
  code.cases[0].channel.sent = std::exchange(code.cases[0].channel.closed, {});
  CHECK(fix("select-done", code, started_by({"cache.New", "cache.TestX"})) ==
        "call (*Cache).Close (cache/cache.go:310), which sends on p.stop, in t.Cleanup, after "
        "cache/cache_test.go:41");
}

TEST_CASE("advice for a context says what to give in place of one that nobody can cancel")
{
  BlockedCode code = waits_for(closing(), ChannelKind::context);
  code.cases[0].channel.cancelled.clear();
  code.cases[0].channel.handed = true;
  Goroutine goroutine = started_by({"cache.Run", "cache.TestX"});
  goroutine.frames = {frame("example.com/app/cache.loop", "/src/app/cache/policy.go", 9)};
  goroutine.created_by = frame("example.com/app/cache.Run", "/src/app/cache/cache.go", 50);
  std::vector<Frame>& frames = goroutine.ancestors[0].frames.edit();
  frames.erase(frames.begin());
  const Place at{"TestX", "cache/cache_test.go", 50};
  CodeFacts handed;
  handed.context.kind = ContextCode::Kind::handed;
  CodeFacts last;
  std::vector<std::string> asked;
  const auto advice = [&] {
    SourceNames names(roots());
    const CodeFactsAt facts_at = [&](const CodeQuery& query) {
      asked.push_back(query.wait + " " + query.file + " " + query.about.front());
      return query.file == "cache/cache.go" ? &handed : &last;
    };
    return advice_for(*find_pattern(builtin_patterns(), "select-context"), code, goroutine,
                      {"TestX", &at}, facts_at, names);
  };
  last.context = {ContextCode::Kind::root, "context.Background()", 50, "t"};
  CHECK(advice().fix ==
        "give Run t.Context() in place of context.Background() at cache/cache_test.go:50");
  CHECK(asked ==
        std::vector<std::string>{"context cache/cache.go loop", "context cache/cache_test.go Run"});
  last.context = {ContextCode::Kind::kept, "cancel", 48, "t"};
  CHECK(advice().fix == "call cancel of cache/cache_test.go:48, in t.Cleanup");
  handed.context = {ContextCode::Kind::root, "context.TODO()", 51, ""};
  CHECK(advice().why == "it ends with its context, and that is context.TODO() (cache/cache.go:51), "
                        "which nobody can cancel");
  CHECK(advice().fix ==
        "make it by context.WithCancel at cache/cache.go:51, and call its cancel in "
        "a Close or Stop that the test calls in t.Cleanup");
  handed.context = {};
  CHECK(advice().fix == find_pattern(builtin_patterns(), "select-context")->rule.fix);
}

TEST_CASE("advice for a listener is the code that closes it where it was made")
{
  BlockedCode code;
  code.kind = CodeFacts::Kind::call;
  code.loops = true;
  code.cases.emplace_back();
  Goroutine goroutine = started_by({"cache_test.TestX"});
  goroutine.wait = Wait::io;
  goroutine.frames = {
      frame("example.com/app/cache_test.TestX.func1", "/src/app/cache/cache_test.go", 60)};
  CodeFacts facts;
  const auto advice = [&] {
    SourceNames names(roots());
    const Place at{"TestX", "cache/cache_test.go", 50};
    return advice_for(
        *find_pattern(builtin_patterns(), "accept-loop"), code, goroutine, {"TestX", &at},
        [&](const CodeQuery& query) { return query.wait == "close" ? &facts : nullptr; }, names);
  };
  facts.ending = {"_ = l.Close()", "", "t", "TestX", "/src/app/cache/cache_test.go", 55};
  CHECK(advice().fix == "t.Cleanup(func() { _ = l.Close() }) after cache/cache_test.go:55");
  facts.ending = {"_ = l.Close()", "", "", "newPolicy", "/src/app/cache/policy.go", 39};
  CHECK(advice().why == "the listener is still open; newPolicy makes it (cache/policy.go:39) and "
                        "keeps it to itself");
  CHECK(advice().fix ==
        "let newPolicy keep it for a Close that the test calls in t.Cleanup, or make "
        "it in the test and hand it in");
  // Made by what did not lead there.
  facts.ending.function = "other";
  CHECK(advice().fix == find_pattern(builtin_patterns(), "accept-loop")->rule.fix);
}

TEST_CASE("advice is the code to write, where declarations tell how the test holds it")
{
  const Place at{"TestX", "cache/cache_test.go", 41};
  EndingCode ending;
  CodeFacts known;
  std::vector<CodeQuery> asked;
  const CodeFactsAt facts_at = [&](const CodeQuery& query) -> const CodeFacts* {
    asked.push_back(query);
    known.ending = ending;
    return query.line == 41 ? &known : nullptr;
  };
  Goroutine goroutine = started_by({"cache.New", "cache_test.TestX"});
  goroutine.ancestors[0].frames.edit().back().line = 41;
  const auto advice = [&](const std::string& test, std::vector<OtherTest> others = {}) {
    SourceNames names(roots());
    return advice_for(*find_pattern(builtin_patterns(), "select-done"), waits_for(closing()),
                      goroutine, {test, &at, std::move(others)}, facts_at, names);
  };
  ending = {"c.Close()", "", "t", "TestX"};
  CHECK(advice("TestX").fix == "t.Cleanup(func() { c.Close() }) after cache/cache_test.go:41");
  CHECK(advice("TestX").why == "one of its cases would end it, but nobody closes that channel or "
                               "sends on it; (*Cache).Close (cache/cache.go:310) closes p.stop");
  CHECK(asked.front() == CodeQuery{"cache/cache_test.go",
                                   41,
                                   "end",
                                   {"New", "(*Cache).Close", "/src/app/cache/cache.go"}});
  ending = {"_ = x.Close()", "x, err := New(1)", "t", "TestX"};
  CHECK(advice("TestX").fix == "keep what New gives (x, err := New(1)) and "
                               "t.Cleanup(func() { _ = x.Close() }) at cache/cache_test.go:41");
  // Where nothing has a Cleanup.
  ending = {"_, _ = c.Close()", "", "", "ExampleX"};
  CHECK(advice("ExampleX").fix == "defer c.Close() after cache/cache_test.go:41");
  ending = {"c.Close()", "", "", "ExampleX"};
  CHECK(advice("ExampleX").fix == "defer c.Close() after cache/cache_test.go:41");
  ending.function = "newCache";
  CHECK(advice("TestX").fix == "c.Close() when the test has ended, after cache/cache_test.go:41: "
                               "hand newCache the test's t for a t.Cleanup");
  CHECK(advice("").fix == "c.Close() when the tests have ended, after cache/cache_test.go:41");
  // Other tests have lines of their own.
  ending = {"c.Close()", "", "t", "TestX"};
  const Place b{"TestB", "cache/b_test.go", 7};
  const Place c{"TestC", "cache/b_test.go", 9};
  const Place d{"TestD", "cache/b_test.go", 11};
  const Place e{"TestE", "cache/b_test.go", 13};
  CHECK(advice("TestX", {{&at}, {&b}, {&b}, {&c}}).fix ==
        "t.Cleanup(func() { c.Close() }) after cache/cache_test.go:41, also at cache/b_test.go:7, "
        "cache/b_test.go:9");
  CHECK(advice("TestX", {{&b}, {&c}, {&d}, {&e}}).fix.ends_with("cache/b_test.go:11 and 1 more"));
  // What nobody knows is told as before.
  ending = {};
  CHECK(advice("TestX").fix == "call (*Cache).Close (cache/cache.go:310), which closes p.stop, in "
                               "t.Cleanup, after cache/cache_test.go:41");
}

TEST_CASE("code is written in front of a call that does not return")
{
  Goroutine goroutine;
  goroutine.frames = {
      frame("example.com/app/cache.(*Cache).Run", "/src/app/cache/cache.go", 60),
      frame("example.com/app/cache.TestX.func1", "/src/app/cache/cache_test.go", 42)};
  goroutine.created_by = frame("example.com/app/cache.TestX", "/src/app/cache/cache_test.go", 41);
  const Place at{"TestX", "cache/cache_test.go", 41};
  CodeFacts facts;
  facts.ending = {"c.Close()", "", "t", "TestX"};
  SourceNames names(roots());
  const CodeFactsAt facts_at = [&](const CodeQuery& query) {
    return query.line == 42 ? &facts : nullptr;
  };
  CHECK(advice_for(*find_pattern(builtin_patterns(), "select-done"), waits_for(closing()),
                   goroutine, {"TestX", &at}, facts_at, names)
            .fix == "t.Cleanup(func() { c.Close() }) before cache/cache_test.go:42");
}

TEST_CASE("the line that keeps what is to be ended wins over one that drops it")
{
  Goroutine goroutine = started_by({"cache.New", "cache.openForTest", "cache.TestX"});
  std::vector<Frame>& frames = goroutine.ancestors[0].frames.edit();
  frames[2].file = Name("/src/app/cache/cache_test.go");
  frames[2].line = 12;
  frames[3].line = 41;
  const Place at{"TestX", "cache/cache_test.go", 41};
  CodeFacts dropped;
  dropped.ending = {"x.Close()", "x := openForTest(t)", "t", "TestX"};
  CodeFacts kept;
  kept.ending = {"c.Close()", "", "t", "openForTest"};
  const CodeFactsAt facts_at = [&](const CodeQuery& query) {
    return query.line == 41 ? &dropped : query.line == 12 ? &kept : nullptr;
  };
  SourceNames names(roots());
  CHECK(advice_for(*find_pattern(builtin_patterns(), "select-done"), waits_for(closing()),
                   goroutine, {"TestX", &at}, facts_at, names)
            .fix == "t.Cleanup(func() { c.Close() }) after cache/cache_test.go:12");
}

TEST_CASE("advice names the runner's own place where no t is at hand")
{
  SourceNames names(roots());
  const auto fix = [&](std::string_view rule, std::string_view test) {
    return advice_for(*find_pattern(builtin_patterns(), rule), {}, started_by({}),
                      {std::string(test), nullptr}, {}, names)
        .fix;
  };
  CHECK(fix("http-server-connection", "TestX") ==
        "close the server (Close or Shutdown) in the test's Cleanup");
  CHECK(fix("http-server-connection", "ExampleX") ==
        "close the server (Close or Shutdown) by defer in the example");
  CHECK(fix("http-server-connection", "") ==
        "close the server (Close or Shutdown) in TestMain behind m.Run (of what one test made, in "
        "its t.Cleanup)");
  CHECK(fix("http-server", "BenchmarkX") == "close the server in b.Cleanup: Close, or Shutdown "
                                            "where requests may be under way");
}

TEST_CASE("advice names the Close of what the test made, where no call is known to end it")
{
  Goroutine goroutine = started_by({"cache.Open", "cache_test.TestX"});
  goroutine.wait = Wait::syscall;
  goroutine.frames = {frame("example.com/app/cache.run", "/src/app/cache/policy.go", 60)};
  CodeFacts owner;
  owner.ending.call = "(*Cache).Close";
  owner.ending.file = "/src/app/cache/cache.go";
  owner.ending.line = 310;
  CodeFacts code;
  code.ending = {"c.Close()", "", "t", "TestX"};
  const CodeFactsAt facts_at = [&](const CodeQuery& query) {
    return query.wait == "owner" && query.about[0] == "Open" ? &owner
           : query.wait == "end"                             ? &code
                                                             : nullptr;
  };
  SourceNames names(roots());
  const Place at{"TestX", "cache/cache_test.go", 50};
  const auto advice = [&](std::string_view rule, const BlockedCode& blocked) {
    return advice_for(*find_pattern(builtin_patterns(), rule), blocked, goroutine, {"TestX", &at},
                      facts_at, names);
  };
  CHECK(advice("syscall", {}).fix == "t.Cleanup(func() { c.Close() }) after "
                                     "cache/cache_test.go:50, as far as (*Cache).Close "
                                     "(cache/cache.go:310) ends it");
  // Nothing in the package closes that channel, so that no Close does.
  BlockedCode never = waits_for(closing());
  never.cases[0].channel.closed.clear();
  never.cases[0].channel.never_closed = true;
  CHECK(advice("syscall", never).fix == find_pattern(builtin_patterns(), "syscall")->rule.fix);
  // Rules of libraries know better.
  CHECK(advice("subprocess", {}).fix == find_pattern(builtin_patterns(), "subprocess")->rule.fix);
  code.ending.called = 51;
  const Advice called = advice("syscall", {});
  CHECK(called.why.ends_with("; (*Cache).Close (cache/cache.go:310), which is called at "
                             "cache/cache_test.go:51, does not end it"));
  CHECK(called.fix == "let (*Cache).Close (cache/cache.go:310) end it, and wait for it there");
}

TEST_CASE("advice says first what closing alone would do")
{
  Goroutine goroutine = started_by({"cache_test.TestX"});
  goroutine.wait = Wait::io;
  goroutine.frames = {
      frame("example.com/app/cache_test.TestX.func1", "/src/app/cache/cache_test.go", 60)};
  CodeFacts facts;
  const auto advice = [&](const BlockedCode& code, std::string_view rule) {
    SourceNames names(roots());
    const Place at{"TestX", "cache/cache_test.go", 50};
    return advice_for(
        *find_pattern(builtin_patterns(), rule), code, goroutine, {"TestX", &at},
        [&](const CodeQuery& query) { return query.wait == "call" ? &facts : nullptr; }, names);
  };
  std::string rule = find_pattern(builtin_patterns(), "accept-loop")->rule.fix;
  CHECK(advice({}, "accept-loop").fix == rule);
  rule = rule.substr(0, rule.find(';')); // what the loop does is known from here on
  facts.failure = {FailureCode::Kind::leaves, 0, false};
  CHECK(advice({}, "accept-loop").fix == rule);
  facts.failure = {FailureCode::Kind::stays, 61, true};
  CHECK(advice({}, "accept-loop").fix ==
        "first return from the loop where the call fails (cache/cache_test.go:61), then " + rule);
  facts.failure = {FailureCode::Kind::reports, 0, false};
  CHECK(advice({}, "accept-loop").fix ==
        rule + "; and return on errors.Is(err, net.ErrClosed) before the error fails the test "
               "(cache/cache_test.go:60)");
  BlockedCode nil;
  nil.cases.emplace_back();
  nil.cases[0].channel.nil_from = "(*policy).Out";
  goroutine.wait = Wait::chan_receive_nil;
  CHECK(advice(nil, "chan-receive-nil").why ==
        "(*policy).Out gives nil, and at a nil channel everybody waits for ever");
  nil.cases[0].channel.nil_from.clear();
  CHECK(advice(nil, "chan-receive-nil").why ==
        find_pattern(builtin_patterns(), "chan-receive-nil")->rule.why);
}
