#include "rules/judging/outcome.hpp"
#include "tests/support/evidence_builder.hpp"
#include "tests/unit/rules/judged.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;

namespace {

Goroutine
leak()
{
  return GoroutineBuilder(9).at(frame("Run.func1", "hub.go", 15)).by(frame("Run", "hub.go", 14));
}

Evidence
without_snapshot(PackageEnd end)
{
  Evidence evidence = evidence_of({}, end);
  evidence.packages.clear();
  return evidence;
}

} // namespace

TEST_CASE("nothing left behind is a pass")
{
  const Verdict verdict = judged(evidence_of({}), {});
  CHECK(verdict.outcome == Outcome::pass);
  CHECK(verdict.reason.empty());
  CHECK(verdict.packages[0].judged);
  CHECK(verdict.packages[0].note.empty());
}

TEST_CASE("one leak is enough")
{
  CHECK(judged(evidence_of({leak()}), {}).outcome == Outcome::leaks);
}

TEST_CASE("a run that failed has failed, and its leaks are reported all the same")
{
  for (const PackageEnd end : {PackageEnd::failed, PackageEnd::exited, PackageEnd::unfinished,
                               PackageEnd::crashed, PackageEnd::timed_out}) {
    const Verdict verdict = judged(evidence_of({leak()}, end), {});
    CHECK(verdict.outcome == Outcome::tests_failed);
    CHECK(verdict.ledger.reported == 1);
  }
}

TEST_CASE("a package that ran and left no snapshot is no pass")
{
  const Verdict verdict = judged(without_snapshot(PackageEnd::passed), {});
  CHECK(verdict.outcome == Outcome::no_verdict);
  CHECK(verdict.reason ==
        "example.com/app/broker: the test process left no snapshot (run it again with --no-cache; "
        "if that does not help it was killed, or an -exec wrapper swallowed its output)");
  CHECK_FALSE(verdict.packages[0].judged);
}

TEST_CASE("a snapshot without its before is no pass")
{
  Evidence evidence = evidence_of({});
  evidence.packages[0].before.reset();
  const Verdict verdict = judged(evidence, {});
  CHECK(verdict.outcome == Outcome::no_verdict);
  CHECK(verdict.reason == "example.com/app/broker: the snapshot from before the tests is missing "
                          "(run it again with --no-cache)");
}

TEST_CASE("a package that was stopped by -failfast is judged, and says that it was in part")
{
  Evidence evidence = evidence_of({leak()});
  evidence.run.packages[0].end = PackageEnd::stopped;
  const Verdict verdict = judged(evidence, {});
  CHECK(verdict.outcome == Outcome::tests_failed);
  CHECK(verdict.packages[0].judged);
  CHECK(verdict.packages[0].note ==
        "-failfast stopped it at its first failure: what stands behind it did not run");
  CHECK(verdict.findings.size() == 1);
}

TEST_CASE("several packages without evidence are counted")
{
  Evidence evidence = without_snapshot(PackageEnd::passed);
  for (const char* path : {"example.com/app/x", "example.com/app/y"}) {
    evidence.run.packages.push_back(evidence.run.packages[0]);
    evidence.run.packages.back().import_path = path;
  }
  CHECK(judged(evidence, {}).reason ==
        "example.com/app/broker: the test process left no snapshot (run it again with --no-cache; "
        "if that does not help it was killed, or an -exec wrapper swallowed its output); and 2 "
        "packages more");
}

TEST_CASE("a leak in one package outweighs missing evidence in another, whose note stays")
{
  Evidence evidence = evidence_of({leak()});
  evidence.run.packages.push_back(evidence.run.packages[0]);
  evidence.run.packages.back().import_path = "example.com/app/x";
  const Verdict verdict = judged(evidence, {});
  CHECK(verdict.outcome == Outcome::leaks);
  CHECK_FALSE(verdict.packages[1].judged);
  CHECK_FALSE(verdict.packages[1].note.empty());
}

TEST_CASE("a run without any test is no pass")
{
  const Verdict verdict = judged(without_snapshot(PackageEnd::no_tests), {});
  CHECK(verdict.outcome == Outcome::no_verdict);
  CHECK(verdict.reason == "no package ran a test (check the packages and -run)");
  CHECK(verdict.packages[0].note == "no tests to run");
  CHECK(judged({}, {}).outcome == Outcome::no_verdict);
}

TEST_CASE("a package without tests does no harm beside others")
{
  Evidence evidence = evidence_of({});
  evidence.run.packages.push_back({});
  evidence.run.packages.back().import_path = "example.com/app/x";
  evidence.run.packages.back().end = PackageEnd::no_tests;
  CHECK(judged(evidence, {}).outcome == Outcome::pass);
}

TEST_CASE("a package that ended before any test is no pass, as one that has none is")
{
  const Verdict alone = judged(without_snapshot(PackageEnd::ran_none), {});
  CHECK(alone.outcome == Outcome::no_verdict);
  CHECK(alone.packages[0].note ==
        "ended with exit code 0 before any test began (does TestMain leave without m.Run? tests "
        "that are not to run call t.Skip, or leave the package out)");
  CHECK(alone.reason == "example.com/app/broker: " + alone.packages[0].note);
  Evidence evidence = evidence_of({});
  evidence.run.packages.push_back({});
  evidence.run.packages.back().import_path = "example.com/app/x";
  evidence.run.packages.back().end = PackageEnd::ran_none;
  const Verdict beside = judged(evidence, {});
  CHECK(beside.outcome == Outcome::no_verdict); // its tests may leak, and nobody looked
  CHECK(beside.reason == "example.com/app/x: " + alone.packages[0].note);
  CHECK_FALSE(beside.packages[1].judged);
}

TEST_CASE("a package that does not compile fails the run and says why it was not judged")
{
  const Verdict verdict = judged(without_snapshot(PackageEnd::build_failed), {});
  CHECK(verdict.outcome == Outcome::tests_failed);
  CHECK(verdict.packages[0].note == "does not compile, so nothing ran");
}

TEST_CASE("a crash without a dump says what to do")
{
  const Verdict verdict = judged(without_snapshot(PackageEnd::crashed), {});
  CHECK(verdict.outcome == Outcome::tests_failed);
  CHECK(verdict.packages[0].note ==
        "crashed without a goroutine dump (set GOTRACEBACK=all, or raise -timeout)");
}

TEST_CASE("a package that was interrupted did not crash")
{
  for (const char* signal : {"signal: interrupt\n", "signal: terminated\n"}) {
    Evidence evidence = without_snapshot(PackageEnd::crashed);
    evidence.run.packages[0].output = signal;
    CHECK(judged(evidence, {}).packages[0].note ==
          "a signal ended it in the middle, so it left nothing (run it to its end)");
  }
}

TEST_CASE("what vet refuses compiles")
{
  Evidence evidence = without_snapshot(PackageEnd::build_failed);
  evidence.run.packages[0].output =
      "# example.com/app/broker\n# [example.com/app/broker]\nx.go:1: no\n";
  CHECK(judged(evidence, {}).packages[0].note ==
        "go vet refused it, so nothing ran (mend what it says, or pass -vet=off)");
}

TEST_CASE("a snapshot that could not be written is not helped by another run")
{
  Evidence evidence = without_snapshot(PackageEnd::passed);
  PackageEvidence& package = evidence.packages.emplace_back();
  package.import_path = k_package;
  package.problems = {
      {k_package, "the probe left no snapshot, got \"write: no space left on device\""}};
  CHECK(judged(evidence, {}).packages[0].note ==
        "the probe could not write its snapshot, got \"write: no space left on device\" (it goes "
        "below Go's build cache: make room there, or set GOCACHE to another folder)");
}

TEST_CASE("a process that took away its own rights is not told to make room")
{
  Evidence evidence = without_snapshot(PackageEnd::passed);
  PackageEvidence& package = evidence.packages.emplace_back();
  package.import_path = k_package;
  for (const std::string error :
       {"open /x: permission denied", "open /x: no such file or directory",
        "open /x: too many open files", "write /x: file too large"}) {
    package.problems = {{k_package, "the probe left no snapshot, got \"" + error + "\""}};
    CHECK(judged(evidence, {}).packages[0].note ==
          "the probe could not write its snapshot, got \"" + error +
              "\" (is Go's build cache writable? a test that takes rights from its own process, by "
              "setuid, chroot or a limit, has to do that in a child process)");
  }
}

TEST_CASE("a test process that was killed gets advice that fits")
{
  Evidence evidence = without_snapshot(PackageEnd::crashed);
  evidence.run.packages[0].output = "signal: killed\nFAIL\texample.com/app/broker\t1.0s\n";
  CHECK(judged(evidence, {}).packages[0].note ==
        "killed by a signal that no program can answer, so it left nothing (for want of memory? "
        "give the job more, or run fewer tests at once: -p=1, -parallel=1)");
}

TEST_CASE("an interrupted run has no verdict, whatever it saw")
{
  Verdict verdict = judged(evidence_of({leak()}), {});
  verdict.partial = true;
  rules::decide_outcome(verdict);
  CHECK(verdict.outcome == Outcome::no_verdict);
}

TEST_CASE("two snapshots without a run are judged")
{
  Evidence evidence = evidence_of({leak()});
  evidence.run.packages.clear();
  CHECK(judged(evidence, {}).outcome == Outcome::leaks);
}

TEST_CASE("a ledger that does not balance is never a pass")
{
  Verdict verdict;
  verdict.packages.emplace_back().judged = true;
  verdict.ledger.seen = 5;
  verdict.ledger.in_before = 4;
  rules::decide_outcome(verdict);
  CHECK(verdict.outcome == Outcome::no_verdict);
  CHECK(verdict.reason ==
        "ledger: it does not balance, got 5 goroutines seen and 4 accounted for (this is a defect "
        "of leakgate: please report it with the JSON result)");
}

TEST_CASE("packages whose errors cancel each other out do not balance either")
{
  Verdict verdict;
  verdict.packages.resize(2);
  verdict.packages[0].judged = verdict.packages[1].judged = true;
  verdict.packages[0].ledger.seen = 1;
  verdict.packages[1].ledger.runtime = 1;
  verdict.ledger.seen = 1;
  verdict.ledger.runtime = 1;
  rules::decide_outcome(verdict);
  CHECK(verdict.outcome == Outcome::no_verdict);
}
