#include "tests/support/evidence_builder.hpp"
#include "tests/unit/rules/judged.hpp"

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
  CHECK(judged(evidence, {}).findings[0].rounds == std::vector<std::int64_t>{2, 0, 1});
}

TEST_CASE("one round tells nothing about growth")
{
  Evidence evidence = evidence_of({leak(7)});
  evidence.packages[0].rounds = {round_with(1, 1)};
  CHECK(judged(evidence, {}).findings[0].rounds.empty());
}

TEST_CASE("clusters that a profile cannot tell apart get no rounds")
{
  Goroutine elsewhere = leak(8);
  elsewhere.created_by = frame("Other", "hub.go", 60);
  Evidence evidence = evidence_of({leak(7), elsewhere});
  evidence.packages[0].rounds = {round_with(1, 2), round_with(2, 4)};
  const Verdict verdict = judged(evidence, {});
  REQUIRE(verdict.findings.size() == 2);
  CHECK(verdict.findings[0].rounds.empty());
  CHECK(verdict.findings[1].rounds.empty());
}

TEST_CASE("the test in a profile's label tells clusters with one stack apart")
{
  Goroutine elsewhere = leak(8);
  elsewhere.created_by = frame("Other", "hub.go", 60);
  elsewhere.labels = {{"test.name", "TestB"}};
  Goroutine first = leak(7);
  first.labels = {{"test.name", "TestA"}};
  Evidence evidence = evidence_of({first, elsewhere});
  for (int number = 1; number <= 2; ++number) {
    Round round = round_with(number, number);
    round.profile.push_back(round.profile[0]);
    round.profile[0].labels = {{"test.name", "TestA"}};
    round.profile[1].labels = {{"test.name", "TestB"}};
    round.profile[1].count = 1;
    evidence.packages[0].rounds.push_back(round);
  }
  const Verdict verdict = judged(evidence, {});
  REQUIRE(verdict.findings.size() == 2);
  for (const Finding& finding : verdict.findings) {
    CHECK(finding.rounds == (finding.test == "TestA" ? std::vector<std::int64_t>{1, 1}
                                                     : std::vector<std::int64_t>{1, 0}));
  }
}

TEST_CASE("a leak that no round met, as that of an example, has no rounds")
{
  Evidence evidence = evidence_of({leak(7)});
  evidence.packages[0].rounds = {round_with(1, 0), round_with(2, 0)};
  CHECK(judged(evidence, {}).findings[0].rounds.empty());
}
