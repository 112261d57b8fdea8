#include "gate/app/confirm/suite_time.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

namespace {

TestCase
test(const char* name, double from, double to)
{
  TestCase out{name, TestOutcome::pass, {}, ""};
  out.elapsed = TestTime::Seconds(to - from);
  out.started = TestTime::Seconds(from);
  out.ended = TestTime::Seconds(to);
  return out;
}

} // namespace

TEST_CASE("test time: what ran side by side counts once, whatever the order")
{
  PackageRun run;
  run.tests = {test("TestA", 0, 10), test("TestB", 20, 30), test("TestC", 5, 22),
               test("TestD", 1, 2), test("TestE", 40, 45)};
  CHECK(time_of({"TestA", "TestD"}, run).count() == 10);
  CHECK(time_of({"TestA", "TestB"}, run).count() == 20);
  CHECK(time_of({"TestA", "TestB", "TestC"}, run).count() == 30);
  CHECK(time_of({"TestA", "TestB", "TestC", "TestD", "TestE"}, run).count() == 35);
  CHECK(time_of({"TestZ"}, run).count() == 0);
}

TEST_CASE("test time: where the run does not tell when, times add up")
{
  PackageRun run;
  run.tests = {test("TestA", 0, 10), TestCase{"TestB", TestOutcome::pass, {}, ""}};
  run.tests[1].elapsed = TestTime::Seconds(7);
  CHECK(time_of({"TestA", "TestB"}, run).count() == 17);
  // A clock that went back adds nothing.
  run.tests[0].ended = TestTime::Seconds(-1);
  CHECK(time_of({"TestA"}, run).count() == 0);
}
