#include "rules/engine.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;

namespace {

Goroutine
leak(std::int64_t id)
{
  return GoroutineBuilder(id).at(frame("Run.func1", "hub.go", 15)).by(frame("Run", "hub.go", 14));
}

Round
round_with(int number, std::int64_t count)
{
  Round round;
  round.number = number;
  round.profile = {GoroutineBuilder(0)
                       .at({"runtime.gopark", "/go/src/runtime/proc.go", 1})
                       .at(frame("Run.func1", "hub.go", 15))
                       .times(count)};
  return round;
}

} // namespace

TEST_CASE("each round of -count is counted on its own")
{
  Evidence evidence = evidence_of({leak(7), leak(8), leak(9)});
  evidence.packages[0].rounds = {round_with(1, 2), round_with(2, 2), round_with(3, 3)};
  CHECK(evaluate(evidence, {}).findings[0].rounds == std::vector<std::int64_t>{2, 0, 1});
}

TEST_CASE("one round tells nothing about growth")
{
  Evidence evidence = evidence_of({leak(7)});
  evidence.packages[0].rounds = {round_with(1, 1)};
  CHECK(evaluate(evidence, {}).findings[0].rounds.empty());
}

TEST_CASE("clusters that a profile cannot tell apart get no rounds")
{
  Goroutine elsewhere = leak(8);
  elsewhere.created_by = frame("Other", "hub.go", 60);
  Evidence evidence = evidence_of({leak(7), elsewhere});
  evidence.packages[0].rounds = {round_with(1, 2), round_with(2, 4)};
  const Verdict verdict = evaluate(evidence, {});
  REQUIRE(verdict.findings.size() == 2);
  CHECK(verdict.findings[0].rounds.empty());
  CHECK(verdict.findings[1].rounds.empty());
}
