#include "reporters/wording/finding_text.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::finding_text;

TEST_CASE("finding text: a function is shown without the folders of its import path")
{
  CHECK(short_function("example.com/app/broker.(*Hub).Run.func1") == "broker.(*Hub).Run.func1");
  CHECK(short_function("main.main") == "main.main");
  CHECK(short_function("example.com/a/b.Map[example.com/x/y.T]") == "b.Map[example.com/x/y.T]");
  CHECK(short_function("gopkg.in/yaml%2ev3.Unmarshal") == "yaml.v3.Unmarshal");
  CHECK(short_function("github.com/a/bigcache/v3.New[...].func1") == "bigcache.New[...].func1");
  CHECK(short_function("x/v2.F") == "x.F");
  CHECK(short_function("v2.F") == "v2.F");
  CHECK(short_function("a/v3") == "v3");
  CHECK(short_function("") == "");
}

TEST_CASE("finding text: the evidence names tier, growth by round, and a count above one")
{
  Finding f;
  f.tier = Tier::proven;
  f.count = 1;
  CHECK(evidence(f) == "proven");
  f.rounds = {1};
  CHECK(evidence(f) == "proven");
  f.rounds = {1, 1, 1};
  CHECK(evidence(f) == "proven · +1 each round (3 of 3)");
  f.tier = Tier::one_time;
  f.count = 3;
  f.rounds = {2, 0, -1};
  CHECK(evidence(f) == "one-time · came back in 1 of 3 rounds · 3 goroutines");
  f.rounds = {1, 1, 1, 0, 1, 1, 2};
  CHECK(evidence(f) == "one-time · came back in 6 of 7 rounds · 3 goroutines");
  f.tier = Tier::proven;
  f.rounds = {};
  f.count = 141;
  f.leakers = {{"TestA", 139, Tier::proven}, {"TestB", 2, Tier::growing, {2, 2, 2}}};
  CHECK(evidence(f) == "proven (139 of 141), the other 2 came back each round");
  f.leakers.back().tier = Tier::lingering;
  CHECK(evidence(f) == "proven (139 of 141), the other 2 still there");
  f.leakers.back().excused = true;
  CHECK(evidence(f) == "proven · 141 goroutines");
}

TEST_CASE("finding text: variants are counted and their other places named, three at most")
{
  Finding f;
  f.blocked = {"a.f", "a.go", 1};
  CHECK(variants(f) == "");
  f.variants = {{"v1:a", 2, {"a.f", "a.go", 1}, {}}};
  CHECK(variants(f) == "");
  f.variants.push_back({"v1:b", 1, {"a.f", "a.go", 1}, {}});
  CHECK(variants(f) == "2 similar stacks");
  f.variants.push_back({"v1:c", 1, {"a.g", "a.go", 7}, {}});
  f.variants.push_back({"v1:d", 2, {"a.h", "a.go", 7}, {}});
  CHECK(variants(f) == "4 similar stacks, also blocked at a.go:7 (3)");
  for (const int line : {8, 9, 10, 11}) {
    f.variants.push_back({"v1:e", 1, {"a.g", "a.go", line}, {}});
  }
  CHECK(variants(f) ==
        "8 similar stacks, also blocked at a.go:7 (3), a.go:8 (1), a.go:9 (1) and 2 more");
}

TEST_CASE("finding text: a loop met at one line only is not said to move")
{
  Finding finding;
  finding.moving = true;
  const auto met = [](std::string state, int line) {
    StackVariant variant;
    variant.state = std::move(state);
    variant.blocked = {"app.run", "run.go", line};
    return variant;
  };
  finding.variants = {met("sleep", 7), met("runnable", 7)};
  CHECK(finding_text::movement(finding).empty());
  finding.variants = {met("sleep", 7), met("runnable", 9)};
  CHECK(finding_text::movement(finding) == "between sleep (run.go:7) and runnable (run.go:9)");
  finding.variants = {met("sleep", 7), met("select", 7)};
  CHECK(finding_text::movement(finding) == "between sleep (run.go:7) and select (run.go:7)");
}

TEST_CASE("finding text: what exceeds an entry or the baseline says by how much")
{
  Finding f;
  f.count = 3;
  CHECK(exceeded(f) == "");
  f.baseline_count = 3;
  CHECK(exceeded(f) == "");
  f.baseline_count = 2;
  CHECK(exceeded(f) == "baseline has 2, now 3");
  f.disposition_reason = "allowed up to 2 by .leakgate.yml:12, got 3";
  CHECK(exceeded(f) == f.disposition_reason);
  f.baseline_count = 3;
  f.disposition = Disposition::allowed;
  CHECK(exceeded(f) == "");
}

TEST_CASE("finding text: a leak without a test says where it was started")
{
  Finding f;
  f.test = "TestA/b";
  CHECK(test_or_phase(f) == "TestA/b");
  f.test = "";
  f.phase = Phase::init;
  CHECK(test_or_phase(f) == "no test: started in init");
  f.phase = Phase::test_main;
  CHECK(test_or_phase(f) == "no test: started in TestMain");
  f.phase = Phase::unknown;
  CHECK(test_or_phase(f) == "no test could be named");
}

TEST_CASE("finding text: the leaking function is the blocked one, else the next best known")
{
  Finding f;
  CHECK(leaking_function(f) == "");
  f.stack = {{"a.leaf", "a.go", 1}};
  CHECK(leaking_function(f) == "a.leaf");
  f.started.function = "a.start";
  CHECK(leaking_function(f) == "a.start");
  f.blocked.function = "a.block";
  CHECK(leaking_function(f) == "a.block");
}

TEST_CASE("finding text: files of GOROOT and of dependencies are not in the module")
{
  CHECK(in_module({"f", "broker/hub.go", 3}));
  CHECK_FALSE(in_module({"f", "$GOROOT/src/net/http/server.go", 3}));
  CHECK_FALSE(in_module({"f", "github.com/x/y@v1.2.3/z.go", 3}));
  CHECK_FALSE(in_module({"f", "/abs/z.go", 3}));
  CHECK_FALSE(in_module({"f", "", 0}));
}

TEST_CASE("without_closure_numbers: what the compiler counts is left out")
{
  CHECK(without_closure_numbers("broker.(*Hub).Run.func2.1") == "broker.(*Hub).Run.func");
  CHECK(without_closure_numbers("app.TestA.gowrap1") == "app.TestA.func");
  CHECK(without_closure_numbers("app.(*Hub).Run") == "app.(*Hub).Run");
  CHECK(without_closure_numbers("app.TestA.(*Hub).Run.func2") == "app.TestA.(*Hub).Run.func");
  CHECK(without_closure_numbers("app.func1x") == "app.func1x");
  CHECK(without_closure_numbers("").empty());
}

TEST_CASE("what waits at one line of a library is told by the call that led there")
{
  const Place sleep{"example.com/clock.(*Mock).Sleep", "example.com/clock@v1.0.0/clock.go", 194};
  const auto sleeper = [&](const char* function, int line) {
    Finding finding;
    finding.count = 3;
    finding.blocked = sleep;
    finding.started = {"example.com/app/limit.start", "limit/limit_test.go", 156};
    finding.called = {function, "limit/limit.go", line};
    finding.cause_reason = "it waits at the same line";
    Frame frame;
    frame.function = Name(function);
    frame.line = line;
    finding.stack = {frame};
    return finding;
  };
  const Finding cause = sleeper("example.com/app/limit.(*atomic).Take", 87);
  CHECK(finding_text::follower(sleeper("example.com/app/limit.(*mutex).Take", 61), cause) ==
        "3 × limit.(*mutex).Take at limit/limit.go:61: it waits at the same line");
  // The same call: told by where it was started, as ever.
  CHECK(finding_text::follower(sleeper("example.com/app/limit.(*atomic).Take", 87), cause) ==
        "3 × limit.start started at limit/limit_test.go:156: it waits at the same line");
  CHECK(finding_text::is_called_inside(cause));
  Finding outside = cause;
  outside.stack.clear();
  CHECK_FALSE(finding_text::is_called_inside(outside));
}
