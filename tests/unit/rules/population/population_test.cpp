#include "rules/population/population.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;
using namespace leakgate::rules;

namespace {

Goroutine
worker(std::int64_t id, int line = 30)
{
  return GoroutineBuilder(id)
      .at(frame("(*Hub).worker", "hub.go", line))
      .by(frame("Start", "hub.go", 9));
}

Goroutine
group(std::int64_t count, int line = 30, const char* test = "")
{
  return GoroutineBuilder(0)
      .at({"runtime.gopark", "/go/src/runtime/proc.go", 460})
      .at({"runtime.chanrecv1", "/go/src/runtime/chan.go", 506})
      .at(frame("(*Hub).worker", "hub.go", line))
      .label(test)
      .times(count);
}

} // namespace

TEST_CASE("with two dumps the goroutines that were there before are known by their ids")
{
  const Snapshot before = dump_snapshot({worker(7)});
  const Snapshot after = dump_snapshot({worker(7, 31), worker(8)});
  Population population = take_population(after);
  CHECK(population.seen == 2);
  CHECK(remove_known(population, &before) == 1);
  REQUIRE(population.suspects.size() == 1);
  CHECK(population.suspects[0].goroutine->id == 8);
}

TEST_CASE("with profiles only equal stacks are subtracted by count")
{
  const Snapshot before = profile_snapshot({group(3)});
  const Snapshot after = profile_snapshot({group(5)});
  Population population = take_population(after);
  CHECK(population.seen == 5);
  CHECK(remove_known(population, &before) == 3);
  REQUIRE(population.suspects.size() == 1);
  CHECK(population.suspects[0].count == 2);
}

TEST_CASE("a goroutine that moved on since the before-profile is known by its function")
{
  const Snapshot before = profile_snapshot({group(1, 30)});
  const Snapshot after = profile_snapshot({group(1, 44)});
  Population population = take_population(after);
  CHECK(remove_known(population, &before) == 1);
  CHECK(population.suspects.empty());
}

TEST_CASE("a goroutine with the label of a test was not there before the tests")
{
  const Snapshot before = profile_snapshot({group(1)});
  const Snapshot after = profile_snapshot({group(1, 30, "TestA")});
  Population population = take_population(after);
  CHECK(remove_known(population, &before) == 0);
  CHECK(population.suspects.size() == 1);
}

TEST_CASE("a cut dump lends its creators to the profile, which is whole")
{
  Snapshot after = profile_snapshot({group(900)});
  after.dump = {worker(7)};
  after.dump_taken = true;
  after.dump_complete = false;
  const Population population = take_population(after);
  CHECK(population.seen == 900);
  REQUIRE(population.suspects.size() == 1);
  CHECK(population.suspects[0].goroutine->created_by == frame("Start", "hub.go", 9));
}

TEST_CASE("a cut dump is all there is when no profile was taken")
{
  Snapshot after = dump_snapshot({worker(7), worker(8)});
  after.dump_complete = false;
  CHECK(take_population(after).seen == 2);
}

TEST_CASE("what is taken out is told, with the number of equal ones")
{
  const Snapshot before_dump = dump_snapshot({worker(7)});
  const Snapshot after_dump = dump_snapshot({worker(7), worker(8)});
  std::vector<std::pair<std::int64_t, std::int64_t>> told; // id, count
  const TakenOut tell = [&](const Goroutine& goroutine, std::int64_t count) {
    told.emplace_back(goroutine.id, count);
  };
  Population by_id = take_population(after_dump);
  CHECK(remove_known(by_id, &before_dump, tell) == 1);
  CHECK(told == std::vector<std::pair<std::int64_t, std::int64_t>>{{7, 1}});
  told.clear();
  const Snapshot before = profile_snapshot({group(3)});
  const Snapshot after = profile_snapshot({group(5)});
  Population by_count = take_population(after);
  CHECK(remove_known(by_count, &before, tell) == 3);
  CHECK(told == std::vector<std::pair<std::int64_t, std::int64_t>>{{0, 3}});
}
