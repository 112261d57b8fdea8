#include "rules/population/kept.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::rules;
using namespace leakgate::test;

namespace {

Goroutine
running(const std::string& function)
{
  return GoroutineBuilder(1).at(frame("inner", "a.go", 1)).at(frame(function, "a.go", 2));
}

} // namespace

TEST_CASE("equal goroutines are one group, under the function that they run")
{
  Kept kept;
  kept.add_before(running("Run"), 2);
  kept.add_runtime(running("Main"), 1, "the main goroutine");
  kept.add_before(running("Run"), 1);
  CHECK(
      kept.groups() ==
      std::vector<KeptGroup>{
          {"in_before", "there before the tests", "example.com/app/broker.Run", "chan receive", 3},
          {"runtime", "the main goroutine", "example.com/app/broker.Main", "chan receive", 1}});
}

TEST_CASE("a goroutine without a stack is kept as well")
{
  Kept kept;
  kept.add_runtime(Goroutine{}, 1, "the Go runtime");
  CHECK(kept.groups() == std::vector<KeptGroup>{{"runtime", "the Go runtime", "", "", 1}});
}

TEST_CASE("behind fifty groups what is left of each column is one")
{
  Kept kept;
  for (int i = 0; i < 55; ++i) {
    kept.add_before(running("Run" + std::to_string(100 + i)), 100 - i);
  }
  kept.add_runtime(running("Main"), 1, "the main goroutine");
  kept.add_runtime(running("Main2"), 1, "the main goroutine");
  const auto groups = kept.groups();
  REQUIRE(groups.size() == 52);
  CHECK(groups[0].count == 100);
  CHECK(groups[49].count == 51);
  CHECK(groups[50] == KeptGroup{"in_before", "others", "", "", 50 + 49 + 48 + 47 + 46});
  CHECK(groups[51] == KeptGroup{"runtime", "others", "", "", 2});
}
