#include "rules/population/label_join.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;
using namespace leakgate::rules;

namespace {

const TestNames k_names(k_package, nullptr);

GoroutineBuilder
spawned(std::int64_t id)
{
  return GoroutineBuilder(id, Wait::chan_send, "chan send")
      .at(frame("Spawn.func1", "hub.go", 37))
      .by(frame("Spawn", "hub.go", 37));
}

Goroutine
group(const char* test, std::int64_t count = 1)
{
  return GoroutineBuilder(0)
      .at({"runtime.gopark", "/go/src/runtime/proc.go", 460})
      .at({"runtime.chansend1", "/go/src/runtime/chan.go", 161})
      .at(frame("Spawn.func1", "hub.go", 37))
      .label(test)
      .times(count);
}

std::vector<std::string>
joined(std::vector<Goroutine> dump, std::vector<Goroutine> profile,
       const Snapshot* before = nullptr)
{
  Snapshot after = dump_snapshot(std::move(dump));
  after.profile = std::move(profile);
  Population population = take_population(after);
  join_labels(population, before, after, k_names);
  std::vector<std::string> tests;
  for (const Suspect& suspect : population.suspects) {
    tests.push_back(suspect.test.str());
  }
  return tests;
}

using Tests = std::vector<std::string>;

} // namespace

TEST_CASE("a stack that one test alone has in the profile gets its label")
{
  CHECK(joined({spawned(9), spawned(10)}, {group("TestA/x", 2)}) == Tests{"TestA/x", "TestA/x"});
}

TEST_CASE("several labels are dealt out when there is exactly one for each goroutine")
{
  CHECK(joined({spawned(9), spawned(10)}, {group("TestA/x"), group("TestA/y")}) ==
        Tests{"TestA/x", "TestA/y"});
}

TEST_CASE("several labels that do not add up are given to nobody")
{
  CHECK(joined({spawned(9)}, {group("TestA"), group("TestB")}) == Tests{""});
}

TEST_CASE("ancestors narrow several labels down by test and by depth")
{
  const Goroutine top = spawned(9).in_test(5, {frame("TestA", "hub_test.go", 20)});
  const Goroutine sub = spawned(10)
                            .ancestor(6, {frame("TestA.func1", "hub_test.go", 22),
                                          go_frame("testing.tRunner", "testing/testing.go", 1)})
                            .in_test(5, {frame("TestA", "hub_test.go", 23)});
  CHECK(joined({top, sub}, {group("TestA"), group("TestA/x"), group("TestB")}) ==
        Tests{"TestA", "TestA/x"});
}

TEST_CASE("what was there before the tests does not take part")
{
  const Snapshot before = profile_snapshot({group("")});
  CHECK(joined({spawned(9)}, {group(""), group("TestA")}, &before) == Tests{"TestA"});
}

TEST_CASE("a dump says what was there before where no profile was taken")
{
  const Snapshot before = dump_snapshot({spawned(3)});
  CHECK(joined({spawned(9)}, {group(""), group("TestA")}, &before) == Tests{"TestA"});
}

TEST_CASE("a goroutine whose header names its test is left alone, the others are not")
{
  const Goroutine labelled = spawned(10).label("TestB");
  CHECK(joined({spawned(9), labelled}, {group("TestA"), group("TestB")}) == Tests{"TestA", ""});
}
