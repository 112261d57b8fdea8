#include "reporters/stacks/leaked_stacks.hpp"
#include "reporters/stacks/reports.hpp"
#include "tests/unit/reporters/verdict_builders.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace leakgate;

namespace {

std::string
folded(const Finding& finding)
{
  Verdict v;
  v.findings = {finding};
  return render_folded(v, {});
}

Finding
worker()
{
  Finding f = verdicts::finding("m/a", "TestA", "m/a.Start", "a.go", 3);
  f.stack = {{"m/a.wait", "/src/a.go", 9}, {"m/a.Start.func1", "/src/a.go", 4}};
  f.count = 5;
  return f;
}

} // namespace

TEST_CASE("folded: test, creator, then the stack from its root to its leaf")
{
  CHECK(folded(worker()) == "m/a.TestA;m/a.Start;m/a.Start.func1;m/a.wait 5\n");
}

TEST_CASE("folded: without a test the root says when the goroutine was started")
{
  Finding f = worker();
  f.test.clear();
  CHECK(folded(f).starts_with("m/a.(no_test);m/a.Start;"));
  f.phase = Phase::init;
  CHECK(folded(f).starts_with("m/a.init;"));
  f.phase = Phase::test_main;
  CHECK(folded(f).starts_with("m/a.TestMain;"));
}

TEST_CASE("folded: nothing in a name ends its frame or its stack")
{
  Finding f = worker();
  f.test = "TestA/x; y 7\nz";
  f.stack.front().function = "";
  CHECK(folded(f) == "m/a.TestA/x__y_7_z;m/a.Start;m/a.Start.func1;(unknown) 5\n");
}

TEST_CASE("folded: what was let pass, and what is no goroutine, is not in it")
{
  Finding f = worker();
  f.disposition = Disposition::baseline;
  CHECK(folded(f).empty());
  CHECK(folded(verdicts::limit(FindingKind::heap, "heap-growth", "m/a", "grew")).empty());
}

TEST_CASE("leaked stacks: one for each test when all have one stack")
{
  Finding f = worker();
  f.leakers = {{"TestA", 3}, {"TestB", 1}};
  const auto stacks = leaked_stacks(f);
  REQUIRE(stacks.size() == 3);
  CHECK(stacks[0].tests == std::vector<std::string>{"TestA"});
  CHECK(stacks[0].count == 3);
  CHECK(stacks[1].count == 1);
  CHECK(stacks[2].tests.empty());
  CHECK(stacks[2].count == 1);
}

TEST_CASE("leaked stacks: one for each variant with all tests, and never more than the count")
{
  Finding f = worker();
  f.leakers = {{"TestA", 3}, {"TestB", 2}};
  f.variants = {{"v1:1", 4, {}, {{"m/a.send", "/src/a.go", 8}}},
                {"v1:2", 9, {}, {{"m/a.wait", "/src/a.go", 9}}}};
  const auto stacks = leaked_stacks(f);
  REQUIRE(stacks.size() == 2);
  CHECK(stacks[0].tests == std::vector<std::string>{"TestA", "TestB"});
  CHECK(stacks[0].count == 4);
  CHECK(stacks[1].count == 1);
  CHECK(folded(f) == "m/a.TestA(+1_test);m/a.Start;m/a.send 4\n"
                     "m/a.TestA(+1_test);m/a.Start;m/a.wait 1\n");
}

TEST_CASE("leaked stacks: the go statement is named by the file of the creator's own frame")
{
  const Finding f = verdicts::broker_leak();
  const auto stacks = leaked_stacks(f);
  REQUIRE(stacks.size() == 1);
  CHECK(stacks[0].frames.back() == f.ancestors.front().frames.front());
  Finding alone = f;
  alone.ancestors.clear();
  CHECK(leaked_stacks(alone)[0].frames.back().file.view() == "broker/hub.go");
  alone.stack.clear();
  CHECK(leaked_stacks(alone)[0].frames.size() == 2);
  alone.blocked = {};
  alone.started = {};
  CHECK(leaked_stacks(alone)[0].frames.front().function.view() == "(unknown)");
}
