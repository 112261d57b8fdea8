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

TEST_CASE("the rounds of a finding are those in which all of its tests ran")
{
  Evidence evidence =
      with_rounds({leak(7, "TestShort"), leak(8, "TestLong")},
                  {leak(9, "TestShort"), leak(10, "TestLong"), leak(11, "TestLong")});
  for (const char* test : {"TestShort", "TestLong", "TestShort", "TestLong", "TestLong"}) {
    evidence.run.packages[0].tests.push_back({test, TestOutcome::pass, {}, ""});
  }
  evidence.packages[0].rounds.push_back({3, 300, 4, {}, true, {leak(12, "TestLong")}, {}});
  evidence.packages[0].after->dump.push_back(leak(12, "TestLong"));
  const Verdict verdict = judged(evidence, {});
  const Finding& finding = verdict.findings.at(0);
  CHECK(finding.tier == Tier::growing);
  CHECK(finding.rounds == std::vector<std::int64_t>{2, 3});
  REQUIRE(finding.leakers.size() == 2);
  CHECK(finding.leakers[0].rounds == std::vector<std::int64_t>{1, 2, 1});
  CHECK(finding.leakers[1].rounds == std::vector<std::int64_t>{1, 1});
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

TEST_CASE("without rounds, that others like it were seen to end says nothing about what is left")
{
  Evidence evidence = evidence_of({leak(7, "TestA", Wait::sleep, "sleep")});
  evidence.packages[0].looks = {60, {{leak(5, "TestA", Wait::sleep, "sleep"), 9, 100, 700}}};
  CHECK(judged(evidence, {}).findings[0].tier == Tier::lingering);
}

namespace {

// Two rounds, of which the first left one that is in a send; the source has it end as `leaves`.
Finding
sends(Leaves leaves, Goroutine sender = leak(7, "TestA", Wait::chan_send, "chan send"),
      const std::string& once = "")
{
  CodeFacts facts;
  facts.kind = CodeFacts::Kind::send;
  facts.statement = "result <- v";
  CodeCase send;
  send.op = CodeCase::Op::send;
  send.line = 15;
  send.text = facts.statement;
  send.leaves = leaves;
  facts.cases = {send};
  facts.ending.call = once;
  const Verdict verdict = judged(with_rounds({std::move(sender)}, {}), {}, {},
                                 [&](const CodeQuery&) { return &facts; });
  REQUIRE(verdict.findings.size() == 1);
  return verdict.findings[0];
}

} // namespace

TEST_CASE("what was left once and is stuck in a send is no worker that a process starts once")
{
  const Finding result = sends(Leaves::always);
  CHECK(result.tier == Tier::lingering);
  CHECK(result.disposition == Disposition::reported);
  CHECK(result.confirm_note == "left once, but stuck in a send: a worker that a process starts "
                               "once waits for work");
  CHECK(sends(Leaves::may).tier == Tier::lingering);
}

TEST_CASE("what offers value after value for good is a worker, and so is what the source hides")
{
  CHECK(sends(Leaves::never).tier == Tier::one_time);
  CHECK(sends(Leaves::unknown).tier == Tier::one_time);
  CHECK(judged(with_rounds({leak(7, "TestA", Wait::chan_send, "chan send")}, {}), {})
            .findings[0]
            .tier == Tier::one_time);
}

TEST_CASE("a send of what a sync.Once of the package started is left once a process")
{
  const Frame statement = frame("Run", "hub.go", 14);
  const Goroutine sender =
      GoroutineBuilder(7, Wait::chan_send, "chan send")
          .at(frame("Run.func1", "hub.go", 15))
          .by(statement, 5)
          .label("TestA")
          .in_test(5, {statement, go_frame("sync.(*Once).doSlow", "sync/once.go", 78),
                       go_frame("sync.(*Once).Do", "sync/once.go", 69),
                       frame("TestA", "hub_test.go", 9)});
  CHECK(sends(Leaves::always, sender, "once.Do").tier == Tier::one_time);
  CHECK(sends(Leaves::always, sender).tier == Tier::lingering);
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
