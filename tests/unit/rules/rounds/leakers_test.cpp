#include "rules/rounds/leakers.hpp"
#include "tests/support/evidence_builder.hpp"
#include "tests/unit/rules/judged.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;

namespace {

Goroutine
leak(std::int64_t id, const char* test, Wait wait = Wait::chan_receive,
     const char* state = "chan receive")
{
  return GoroutineBuilder(id, wait, state)
      .at(frame("Run.func1", "hub.go", 15))
      .by(frame("Run", "hub.go", 14))
      .label(test);
}

// Two rounds of the first run itself: what each has left.
Evidence
with_rounds(std::vector<Goroutine> first, std::vector<Goroutine> second)
{
  std::vector<Goroutine> left = first;
  left.insert(left.end(), second.begin(), second.end());
  Evidence evidence = evidence_of(left);
  evidence.packages[0].rounds = {{1, 100, 2, {}, true, std::move(first), {}},
                                 {2, 200, 3, {}, true, std::move(second), {}}};
  return evidence;
}

} // namespace

TEST_CASE("a test that starts something once does not leak it beside one that does")
{
  const Verdict verdict =
      judged(with_rounds({leak(7, "TestOnce"), leak(8, "TestLeaks")}, {leak(9, "TestLeaks")}), {});
  REQUIRE(verdict.findings.size() == 1);
  const Finding& finding = verdict.findings[0];
  CHECK(finding.tier == Tier::growing);
  CHECK(finding.test == "TestLeaks");
  CHECK(finding.rounds == std::vector<std::int64_t>{1, 1});
  CHECK(finding.count == 2);
  CHECK(finding.excused == 1);
  REQUIRE(finding.leakers.size() == 2);
  CHECK(!finding.leakers[0].excused);
  CHECK(finding.leakers[1].test == "TestOnce");
  CHECK(finding.leakers[1].tier == Tier::one_time);
  CHECK(finding.leakers[1].excused);
  CHECK(verdict.ledger.reported == 2);
  CHECK(verdict.ledger.below_threshold == 1);
  CHECK(verdict.ledger.balances());
}

TEST_CASE("the same evidence gives a test the same tier, whatever its neighbours left")
{
  for (const bool beside : {false, true}) {
    std::vector<Goroutine> first = {leak(7, "TestOnce")};
    std::vector<Goroutine> second;
    if (beside) {
      first.push_back(leak(8, "TestLeaks"));
      second = {leak(9, "TestLeaks"), leak(10, "TestOther")};
    }
    const Verdict verdict = judged(with_rounds(first, second), {});
    REQUIRE(verdict.findings.size() == 1);
    for (const Leaker& leaker : verdict.findings[0].leakers) {
      if (leaker.test == "TestOnce") {
        CHECK(leaker.tier == Tier::one_time);
      }
    }
  }
}

TEST_CASE("what the runtime starts is never called one-time, and no label says whose it is")
{
  Goroutine finalizer = GoroutineBuilder(7)
                            .at(frame("(*Cache).close", "cache.go", 9))
                            .at(go_frame("runtime.runFinalizers", "runtime/mfinal.go", 299))
                            .label("TestInnocent");
  const Verdict verdict = judged(with_rounds({finalizer}, {}), {});
  REQUIRE(verdict.findings.size() == 1);
  const Finding& finding = verdict.findings[0];
  CHECK(finding.tier == Tier::lingering);
  CHECK(finding.disposition == Disposition::reported);
  CHECK(finding.test.empty());
  CHECK(finding.message == "finalizer of *broker.Cache still blocked in chan receive");
}

TEST_CASE(
    "without rounds, sleeping goroutines end by themselves where others like them were seen to")
{
  const Goroutine sleeps = leak(7, "TestA", Wait::sleep, "sleep");
  Evidence evidence = evidence_of({sleeps});
  CHECK(judged(evidence, {}).findings[0].tier == Tier::lingering);
  evidence.packages[0].looks = {60, {{leak(5, "TestA", Wait::sleep, "sleep"), 9, 100, 700}}};
  const Finding seen = judged(evidence, {}).findings[0];
  CHECK(seen.tier == Tier::ends_by_itself);
  CHECK(seen.disposition == Disposition::below_threshold);
  CHECK(seen.confirm_note == "it sleeps, and others like it were seen to end");
  // One that waits for something else may be the one that nobody wakes.
  Evidence waits = evidence_of({leak(7, "TestA")});
  waits.packages[0].looks = {60, {{leak(5, "TestA"), 9, 100, 700}}};
  CHECK(judged(waits, {}).findings[0].tier == Tier::lingering);
}

TEST_CASE("what was started moments before the last of many looks is not judged")
{
  Evidence evidence = evidence_of({leak(7, "TestA")});
  evidence.packages[0].looks = {60, {{leak(7, "TestA"), 1, 1990, 1990}}};
  const Finding young = judged(evidence, {}).findings[0];
  CHECK(young.tier == Tier::ends_by_itself);
  CHECK(young.disposition == Disposition::below_threshold);
  evidence.packages[0].looks = {2, {{leak(7, "TestA"), 1, 1990, 1990}}};
  CHECK(judged(evidence, {}).findings[0].tier == Tier::lingering);
}

TEST_CASE("what starts itself again and again is there for good, however young the last one is")
{
  const Goroutine chain = GoroutineBuilder(7, Wait::sleep, "sleep")
                              .at(frame("Poll", "hub.go", 15))
                              .by(frame("Poll", "hub.go", 16))
                              .label("TestA");
  Evidence evidence = evidence_of({chain});
  evidence.packages[0].looks = {60, {{chain, 1, 1990, 1990}}};
  CHECK(judged(evidence, {}).findings[0].tier == Tier::lingering);
}
