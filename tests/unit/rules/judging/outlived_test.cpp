#include "tests/support/evidence_builder.hpp"
#include "tests/unit/rules/judged.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace leakgate;
using namespace leakgate::test;

namespace {

Goroutine
late(std::int64_t id, Wait wait, const char* state)
{
  return GoroutineBuilder(id, wait, state)
      .at(frame("TestLate.func1", "late_test.go", 11))
      .by(frame("TestLate", "late_test.go", 8))
      .label("TestLate")
      .in_test(5, {frame("TestLate", "late_test.go", 8)});
}

Goroutine
waits_to_exit()
{
  return GoroutineBuilder(9, Wait::runnable, "runnable")
      .at(go_frame("internal/runtime/exithook.Run", "internal/runtime/exithook/hooks.go", 60))
      .at(go_frame("os.runtime_beforeExit", "runtime/proc.go", 300))
      .at(go_frame("os.Exit", "os/proc.go", 60))
      .at(frame("TestLate.func1", "late_test.go", 11))
      .by(frame("TestLate", "late_test.go", 8))
      .label("TestLate")
      .in_test(5, {frame("TestLate", "late_test.go", 8)});
}

Evidence
died_with(const char* status, std::vector<Goroutine> left)
{
  Evidence evidence = evidence_of(std::move(left));
  evidence.packages.front().source = EvidenceSource::crash;
  PackageRun& run = evidence.run.packages.front();
  run.end = PackageEnd::passed;
  run.late_status = status;
  run.tests.push_back({"TestLate", TestOutcome::pass, {}, ""});
  return evidence;
}

} // namespace

TEST_CASE(
    "a goroutine that panics while the gate waits is a finding of its own, and the suite passed")
{
  const Verdict verdict =
      judged(died_with("panic: closed twice", {late(9, Wait::running, "running")}), {});
  CHECK(verdict.outcome == Outcome::leaks);
  REQUIRE(verdict.findings.size() == 1);
  const Finding& finding = verdict.findings[0];
  CHECK(finding.kind == FindingKind::outlived);
  CHECK(finding.rule == "outlived");
  CHECK(finding.severity == Severity::high);
  CHECK(finding.disposition == Disposition::reported);
  CHECK(finding.message == "goroutine outlived its test and then panicked: closed twice");
  CHECK(finding.test == "TestLate");
  CHECK(finding.at.line == 8);
  CHECK(finding.started.line == 8);
  CHECK(finding.blocked.line == 11);
  CHECK(finding.count == 0);
  CHECK(verdict.ledger.reported == 0);
  CHECK(verdict.ledger.balances());
}

TEST_CASE("one that waits inside of os.Exit for the probe would have ended the process")
{
  const Verdict verdict = judged(evidence_of({waits_to_exit()}), {});
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings[0].kind == FindingKind::outlived);
  CHECK(verdict.findings[0].message == "goroutine outlived its test and then called os.Exit");
  CHECK(verdict.findings[0].test == "TestLate");
  CHECK(verdict.ledger.balances());
}

TEST_CASE("where no goroutine shows why the process died, that it did is a finding all the same")
{
  const Verdict verdict = judged(died_with("signal: aborted", {}), {});
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings[0].kind == FindingKind::outlived);
  CHECK(
      verdict.findings[0].message ==
      "the process ended while leakgate waited for goroutines of its tests, with signal: aborted");
}

TEST_CASE("a signal that a test may have sent to itself is named")
{
  const Verdict verdict = judged(died_with("signal: terminated", {}), {});
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings[0].message ==
        "the process ended while leakgate waited for goroutines of its tests, with SIGTERM: one of "
        "them sent it, or somebody from outside");
}

TEST_CASE("what was killed from outside is no goroutine's doing")
{
  CHECK(judged(died_with("signal: killed", {}), {}).findings.empty());
  const Verdict verdict =
      judged(died_with("signal: killed", {late(9, Wait::running, "running")}), {});
  CHECK(std::none_of(verdict.findings.begin(), verdict.findings.end(),
                     [](const Finding& finding) { return finding.kind == FindingKind::outlived; }));
}

TEST_CASE("the user's call is named behind a go statement of somebody else's")
{
  const Goroutine goroutine =
      GoroutineBuilder(9)
          .at(frame("run", "store.go", 70))
          .by(go_frame("sync.(*WaitGroup).Go", "sync/waitgroup.go", 238), 5)
          .label("TestStore")
          .in_test(5, {go_frame("sync.(*WaitGroup).Go", "sync/waitgroup.go", 238),
                       frame("Open", "store.go", 61), frame("TestStore", "store_test.go", 7)});
  const Verdict verdict = judged(evidence_of({goroutine}), {});
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings[0].called.line == 61);
  CHECK(verdict.findings[0].called.file == "broker/store.go");
  const Goroutine own = late(9, Wait::chan_receive, "chan receive");
  CHECK_FALSE(judged(evidence_of({own}), {}).findings.at(0).called.known());
}
