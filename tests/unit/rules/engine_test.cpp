#include "tests/support/evidence_builder.hpp"
#include "tests/unit/rules/judged.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace leakgate;
using namespace leakgate::test;

namespace {

// Names and counts alone.
std::vector<Leaker>
leakers(const Finding& finding)
{
  std::vector<Leaker> out;
  for (const Leaker& leaker : finding.leakers) {
    out.push_back({leaker.test, leaker.count});
  }
  return out;
}

GoroutineBuilder
subscriber(std::int64_t id)
{
  return GoroutineBuilder(id)
      .at(frame("(*Hub).Subscribe.func1", "hub.go", 143))
      .by(frame("(*Hub).Subscribe", "hub.go", 141), 5);
}

Goroutine
subscriber_of(std::int64_t id, const char* test, const char* function, int line)
{
  return subscriber(id).label(test).in_test(
      5, {frame("(*Hub).Subscribe", "hub.go", 146), frame(function, "hub_test.go", line)});
}

Goroutine
sleeper(std::int64_t id)
{
  return GoroutineBuilder(id, Wait::sleep, "sleep")
      .at(go_frame("time.Sleep", "runtime/time.go", 363))
      .at(frame("Poll.func1", "poll.go", 8))
      .by(frame("Poll", "poll.go", 7));
}

Goroutine
signal_loop(std::int64_t id)
{
  return GoroutineBuilder(id, Wait::syscall, "syscall")
      .at(go_frame("os/signal.signal_recv", "runtime/sigqueue.go", 152))
      .at(go_frame("os/signal.loop", "os/signal/signal_unix.go", 23))
      .by(go_frame("os/signal.Notify.func1.1", "os/signal/signal.go", 152));
}

} // namespace

TEST_CASE("a finding says that its test failed, and where; not that another one did")
{
  const auto why = [](const char* failed) {
    Evidence evidence =
        evidence_of({subscriber_of(9, "TestSubscribe", "TestSubscribe", 88)}, PackageEnd::failed);
    TestCase test;
    test.name = failed;
    test.outcome = TestOutcome::fail;
    test.output = "    hub_test.go:90: too late\n";
    evidence.run.packages.front().tests = {test};
    const SourceLine any_line = [](const std::string&, int) { return std::string("t.Fatal()"); };
    return judged(evidence, {}, any_line).findings.at(0).why;
  };
  CHECK(why("TestSubscribe").ends_with("; its test failed, at broker/hub_test.go:90"));
  CHECK(why("TestOther").find("failed") == std::string::npos);
}

TEST_CASE("a finding names the test, the go statement and the line that blocks")
{
  const Verdict verdict = judged(
      evidence_of({subscriber_of(9, "TestSubscribe/slow_reader", "TestSubscribe.func1", 88)}), {});
  REQUIRE(verdict.findings.size() == 1);
  const Finding& finding = verdict.findings[0];
  CHECK(finding.rule == "chan-receive");
  CHECK(finding.rule_reason == "state chan receive");
  CHECK(finding.package == "example.com/app/broker");
  CHECK(finding.test == "TestSubscribe/slow_reader");
  CHECK(leakers(finding) == std::vector<Leaker>{{"TestSubscribe/slow_reader", 1}});
  CHECK(finding.attribution == Attribution::label);
  CHECK(finding.phase == Phase::subtest);
  CHECK(finding.at ==
        Place{"example.com/app/broker.TestSubscribe.func1", "broker/hub_test.go", 88});
  CHECK(finding.started == Place{"example.com/app/broker.(*Hub).Subscribe", "broker/hub.go", 141});
  CHECK(finding.blocked ==
        Place{"example.com/app/broker.(*Hub).Subscribe.func1", "broker/hub.go", 143});
  CHECK(finding.state == "chan receive");
  CHECK(finding.wait == Wait::chan_receive);
  CHECK(finding.severity == Severity::high);
  CHECK(finding.tier == Tier::lingering);
  CHECK(finding.disposition == Disposition::reported);
  CHECK(finding.disposition_reason.empty());
  CHECK(finding.message == "goroutine still blocked in chan receive");
  CHECK_FALSE(finding.fix.empty());
  CHECK(finding.stack.size() == 1);
  CHECK(finding.ancestors.size() == 2);
}

TEST_CASE("the same leak of two tests is one finding with two leakers, the first by name in front")
{
  const Verdict verdict = judged(
      evidence_of({subscriber_of(9, "TestB", "TestB", 90), subscriber_of(10, "TestA", "TestA", 80),
                   subscriber_of(11, "TestB", "TestB", 90)}),
      {});
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings[0].count == 3);
  CHECK(verdict.findings[0].test == "TestA");
  CHECK(leakers(verdict.findings[0]) == std::vector<Leaker>{{"TestA", 1}, {"TestB", 2}});
  CHECK(verdict.findings[0].at.line == 80);
}

TEST_CASE("a goroutine of no test counts without being a leaker")
{
  Goroutine nobodys = subscriber(9);
  nobodys.created_in = 0;
  const Verdict verdict =
      judged(evidence_of({nobodys, subscriber_of(10, "TestA", "TestA", 80)}), {});
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings[0].count == 2);
  CHECK(verdict.findings[0].test == "TestA");
  CHECK(leakers(verdict.findings[0]) == std::vector<Leaker>{{"TestA", 1}});
}

TEST_CASE("the innermost line of one's own is where it blocks; where there is none, the outermost")
{
  const Finding finding = judged(evidence_of({sleeper(9)}), {}).findings[0];
  CHECK(finding.blocked == Place{"example.com/app/broker.Poll.func1", "broker/poll.go", 8});
  const Goroutine all_go =
      GoroutineBuilder(9, Wait::wait_group, "sync.WaitGroup.Wait")
          .at(go_frame("sync.runtime_SemacquireWaitGroup", "runtime/sema.go", 114))
          .at(go_frame("sync.(*WaitGroup).Wait", "sync/waitgroup.go", 206))
          .by(frame("Run", "hub.go", 5));
  CHECK(judged(evidence_of({all_go}), {}).findings[0].blocked ==
        Place{"sync.(*WaitGroup).Wait", "$GOROOT/src/sync/waitgroup.go", 206});
}

TEST_CASE("a cluster is proven when all of it is")
{
  const Verdict all = judged(evidence_of({subscriber(9).leaked(), subscriber(10).leaked()}), {});
  CHECK(all.findings[0].tier == Tier::proven);
  CHECK(all.findings[0].message == "goroutine blocked forever in chan receive");
  const Verdict part = judged(evidence_of({subscriber(9).leaked(), subscriber(10)}), {});
  REQUIRE(part.findings.size() == 1);
  CHECK(part.findings[0].tier == Tier::lingering);
  CHECK(part.findings[0].message == "goroutine still blocked in chan receive (1 of 2 proven)");
}

TEST_CASE("a loop that is caught between two waits belongs to those that wait")
{
  Goroutine caught = subscriber_of(8, "TestA", "TestA", 80);
  caught.wait = Wait::runnable;
  caught.state = "runnable";
  const Verdict waiting = judged(evidence_of({subscriber_of(9, "TestB", "TestB", 90)}), {});
  const Verdict both = judged(evidence_of({subscriber_of(9, "TestB", "TestB", 90), caught}), {});
  REQUIRE(both.findings.size() == 1);
  CHECK(both.findings[0].count == 2);
  CHECK(both.findings[0].test == "TestA");
  CHECK(both.findings[0].state == "chan receive");
  CHECK(both.findings[0].message == "goroutine still blocked in chan receive");
  CHECK(both.findings[0].fingerprint == waiting.findings[0].fingerprint);
}

TEST_CASE("every goroutine that was seen is in exactly one column of the ledger")
{
  Evidence evidence = evidence_of({subscriber(9), sleeper(10), signal_loop(11)});
  evidence.packages[0].after->dump.push_back(
      GoroutineBuilder(12).at({"runtime.gopark", "", 1}).at({"runtime.bgsweep", "", 2}));
  const Verdict verdict = judged(evidence, {});
  const Ledger expected{5, 1, 1, 1, 0, 0, 2};
  CHECK(verdict.ledger == expected);
  CHECK(verdict.packages[0].ledger == expected);
  CHECK(verdict.ledger.balances());
}

TEST_CASE("what is allowed is a marked finding, and counted under the entry that allowed it")
{
  const Verdict verdict = judged(evidence_of({signal_loop(11)}), {});
  CHECK(verdict.outcome == Outcome::pass);
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings[0].disposition == Disposition::allowed);
  CHECK(verdict.findings[0].disposition_reason == "os-signal: os/signal starts one goroutine per "
                                                  "process at the first Notify and never stops it");
  REQUIRE(verdict.allowed.size() == 1);
  CHECK(verdict.allowed[0].id == "os-signal");
  CHECK(verdict.allowed[0].count == 1);
}

TEST_CASE("a tier that the policy does not fail on is below the threshold")
{
  Policy policy;
  policy.fail_tier = Tier::proven;
  const Verdict verdict = judged(evidence_of({subscriber(9)}), policy);
  CHECK(verdict.outcome == Outcome::pass);
  CHECK(verdict.findings[0].disposition == Disposition::below_threshold);
  CHECK(verdict.findings[0].disposition_reason ==
        "tier lingering is weaker than proven, from which on the gate fails");
  CHECK(verdict.ledger.below_threshold == 1);
}

TEST_CASE("findings are in order of disposition, severity, package, place")
{
  Evidence evidence = evidence_of({sleeper(9), signal_loop(10), subscriber(11),
                                   GoroutineBuilder(12, Wait::chan_send, "chan send")
                                       .at(frame("Add.func1", "add.go", 3))
                                       .by(frame("Add", "add.go", 2))});
  const Verdict verdict = judged(evidence, {});
  std::vector<std::string> started;
  for (const Finding& finding : verdict.findings) {
    started.push_back(finding.started.file);
  }
  CHECK(started == std::vector<std::string>{"broker/add.go", "broker/hub.go", "broker/poll.go",
                                            "$GOROOT/src/os/signal/signal.go"});
}

TEST_CASE("the order in which Go printed the goroutines changes nothing")
{
  std::vector<Goroutine> left;
  for (int i = 0; i < 6; ++i) {
    left.push_back(subscriber_of(20 + i, i % 2 == 0 ? "TestA" : "TestB", "TestA", 80 + i));
    left.push_back(sleeper(40 + i));
    left.push_back(GoroutineBuilder(60 + i)
                       .at(frame("Run.func" + std::to_string(i + 1), "run.go", 10 + i))
                       .by(frame("Run", "run.go", 5 + i)));
  }
  const Evidence first = evidence_of(left);
  Verdict expected = judged(first, {});
  std::mt19937 random(7);
  for (int i = 0; i < 20; ++i) {
    Evidence shuffled = first;
    std::ranges::shuffle(shuffled.packages[0].after->dump, random);
    CHECK(judged(shuffled, {}) == expected);
  }
}

TEST_CASE("nor does the order of the groups in a profile")
{
  std::vector<Goroutine> groups;
  for (int i = 0; i < 8; ++i) {
    groups.push_back(GoroutineBuilder(0)
                         .at({"runtime.chanrecv1", "", 1})
                         .at(frame("Run.func1", "run.go", 10 + i))
                         .label(i < 2        ? ""
                                : i % 2 == 0 ? "TestA"
                                             : "TestB")
                         .times(1 + i));
  }
  Evidence evidence = evidence_of({});
  evidence.packages[0].before = profile_snapshot({groups[0]});
  evidence.packages[0].after = profile_snapshot(groups);
  const Verdict expected = judged(evidence, {});
  std::mt19937 random(7);
  for (int i = 0; i < 20; ++i) {
    std::ranges::shuffle(evidence.packages[0].after->profile, random);
    CHECK(judged(evidence, {}) == expected);
  }
}

TEST_CASE("groups of a profile are judged without a dump, named by their label")
{
  Evidence evidence = evidence_of({});
  evidence.packages[0].after = profile_snapshot(
      {GoroutineBuilder(0).at({"testing.(*M).Run", "", 1}).at({"main.main", "_testmain.go", 46}),
       GoroutineBuilder(0)
           .at({"runtime.gopark", "", 1})
           .at({"runtime.chansend1", "", 1})
           .at(frame("Spawn.func1", "hub.go", 37))
           .label("TestMany")
           .times(50000)});
  const Verdict verdict = judged(evidence, {});
  CHECK(verdict.ledger == Ledger{50001, 1, 0, 0, 0, 0, 50000});
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings[0].count == 50000);
  CHECK(verdict.findings[0].test == "TestMany");
  CHECK(verdict.findings[0].state == "chan send");
  CHECK(verdict.findings[0].started == Place{});
  CHECK(verdict.findings[0].blocked ==
        Place{"example.com/app/broker.Spawn.func1", "broker/hub.go", 37});
}

TEST_CASE("after a time-out the running test is cut off and the finished one is held to account")
{
  Evidence evidence = evidence_of({subscriber_of(9, "TestDone", "TestDone", 80),
                                   subscriber_of(10, "TestHangs", "TestHangs", 90), sleeper(11)},
                                  PackageEnd::timed_out);
  evidence.packages[0].source = EvidenceSource::crash;
  evidence.packages[0].running_tests = {"TestHangs"};
  evidence.run.packages[0].tests = {{"TestDone", TestOutcome::pass, {}, {}},
                                    {"TestHangs", TestOutcome::none, {}, {}}};
  const Verdict verdict = judged(evidence, {});
  CHECK(verdict.outcome == Outcome::tests_failed);
  CHECK(verdict.ledger == Ledger{4, 1, 2, 0, 0, 0, 1});
  REQUIRE(verdict.findings.size() == 1);
  CHECK(leakers(verdict.findings[0]) == std::vector<Leaker>{{"TestDone", 1}});
}

TEST_CASE("a crash dump is judged without a before-snapshot")
{
  Evidence evidence = evidence_of({subscriber(9)}, PackageEnd::crashed);
  evidence.packages[0].source = EvidenceSource::crash;
  evidence.packages[0].before.reset();
  const Verdict verdict = judged(evidence, {});
  CHECK(verdict.packages[0].judged);
  CHECK(verdict.packages[0].note ==
        "judged from the goroutine dump of the crash: only goroutines of "
        "tests that had finished count");
  CHECK(verdict.ledger == Ledger{2, 0, 2, 0, 0, 0, 0});
}

TEST_CASE("the snapshots of two processes of one package are one package")
{
  Evidence evidence = evidence_of({subscriber(9)});
  evidence.packages.push_back(evidence.packages[0]);
  const Verdict verdict = judged(evidence, {});
  REQUIRE(verdict.packages.size() == 1);
  CHECK(verdict.packages[0].ledger.seen == 4);
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings[0].count == 2);
}

TEST_CASE("equal leaks of two packages are two findings")
{
  Evidence evidence = evidence_of({subscriber(9)});
  evidence.packages.push_back(evidence.packages[0]);
  evidence.packages.back().import_path = "example.com/app/other";
  const Verdict verdict = judged(evidence, {});
  REQUIRE(verdict.findings.size() == 2);
  CHECK(verdict.findings[0].package == "example.com/app/broker");
  CHECK(verdict.findings[1].package == "example.com/app/other");
  CHECK(verdict.findings[0].fingerprint != verdict.findings[1].fingerprint);
}

TEST_CASE("problems, states, counts and samples travel into the verdict")
{
  Evidence evidence = evidence_of({subscriber(9), sleeper(10)});
  evidence.problems = {{"go", "one"}};
  evidence.packages[0].problems = {{"broker", "two"}};
  evidence.packages[0].samples.resize(3);
  evidence.packages[0].settle_ms = 240;
  const Verdict verdict = judged(evidence, {});
  CHECK(verdict.problems == std::vector<Problem>{{"go", "one"}, {"broker", "two"}});
  const PackageVerdict& package = verdict.packages[0];
  CHECK(package.states == std::map<std::string, std::int64_t>{{"chan receive", 1}, {"sleep", 1}});
  CHECK(package.goroutines_before == 1);
  CHECK(package.goroutines_after == 3);
  CHECK(package.settle_ms == 240);
  CHECK(package.samples.size() == 3);
  CHECK(verdict.go_version == "go1.26.8");
  CHECK(verdict.metrics.at("GoroutinesDelta") == 2);
}

TEST_CASE("hostile names and empty stacks are judged like all others")
{
  Goroutine empty;
  empty.id = 9;
  empty.wait = Wait::running;
  empty.created_by = Frame{"", "", -1};
  const Goroutine odd =
      GoroutineBuilder(10).at({"[[[((", "..", -5}).at({"\x01/.", "/", 1}).by({".", "@", 0});
  const Verdict verdict = judged(evidence_of({empty, odd}), {});
  CHECK(verdict.ledger.reported == 2);
  CHECK(verdict.ledger.balances());
}
