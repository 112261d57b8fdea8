#include "rules/findings/advice.hpp"
#include "rules/matching/pattern_files.hpp"

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
  ancestor.frames.push_back(*out.created_by);
  for (const std::string& caller : callers) {
    const bool test = caller.find("Test") != std::string::npos;
    ancestor.frames.push_back(
        frame("example.com/app/" + caller,
              test ? "/src/app/cache/cache_test.go" : "/src/app/cache/cache.go", 50));
  }
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
  return advice_for(*find_pattern(builtin_patterns(), rule), code, goroutine, {"TestX", &at}, names)
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
        advice_for(rule, waits_for(closing()), goroutine, {std::move(test), &at}, names).fix;
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
