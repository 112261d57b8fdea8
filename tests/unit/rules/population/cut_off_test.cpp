#include "rules/population/cut_off.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;
using namespace leakgate::rules;

namespace {

PackageRun
run_with(std::vector<std::pair<const char*, TestOutcome>> tests)
{
  PackageRun run;
  for (const auto& [name, outcome] : tests) {
    run.tests.push_back({name, outcome, {}, {}});
  }
  return run;
}

bool
covered(EvidenceSource source, std::vector<std::string> running, const PackageRun& run,
        const char* test, const Goroutine& goroutine = GoroutineBuilder(9))
{
  PackageEvidence evidence;
  evidence.source = source;
  evidence.running_tests = std::move(running);
  const TestNames names(k_package, &run);
  return CutOff(evidence, names).covers(goroutine, test);
}

} // namespace

TEST_CASE("a process that ended by itself cut nothing off")
{
  CHECK_FALSE(covered(EvidenceSource::probe, {}, {}, ""));
  CHECK_FALSE(covered(EvidenceSource::cache, {}, {}, "TestA"));
}

TEST_CASE("after a time-out only goroutines of finished tests are leaks")
{
  const PackageRun run = run_with(
      {{"TestA", TestOutcome::pass}, {"TestB", TestOutcome::none}, {"TestC", TestOutcome::skip}});
  CHECK_FALSE(covered(EvidenceSource::crash, {"TestB"}, run, "TestA"));
  CHECK_FALSE(covered(EvidenceSource::crash, {"TestB"}, run, "TestC"));
  CHECK(covered(EvidenceSource::crash, {"TestB"}, run, "TestB"));
  CHECK(covered(EvidenceSource::crash, {"TestB"}, run, ""));
  CHECK(covered(EvidenceSource::crash, {"TestB"}, run, "TestUnheardOf"));
}

TEST_CASE("a finished subtest of a running test is not finished")
{
  const PackageRun run = run_with({{"TestA", TestOutcome::none}, {"TestA/x", TestOutcome::pass}});
  CHECK(covered(EvidenceSource::crash, {"TestA"}, run, "TestA/x"));
}

TEST_CASE("the test that go test blames for a panic had not finished")
{
  const PackageRun run = run_with({{"TestA", TestOutcome::fail}});
  CHECK(covered(EvidenceSource::crash, {}, run, "TestA"));
}

TEST_CASE("the goroutine that crashed is not a leak, whatever its test")
{
  const PackageRun run = run_with({{"TestA", TestOutcome::pass}});
  CHECK(covered(EvidenceSource::crash, {}, run, "TestA",
                GoroutineBuilder(9, Wait::running, "running")));
  CHECK_FALSE(covered(EvidenceSource::crash, {}, run, "TestA", GoroutineBuilder(9)));
}

TEST_CASE("os.Exit in a test cuts that test off, while a failed test before it is finished")
{
  const PackageRun run = run_with({{"TestA", TestOutcome::fail}, {"TestB", TestOutcome::none}});
  CHECK_FALSE(covered(EvidenceSource::probe, {"TestB"}, run, "TestA"));
  CHECK(covered(EvidenceSource::probe, {"TestB"}, run, "TestB"));
  CHECK(covered(EvidenceSource::probe, {"TestB"}, run, ""));
}

TEST_CASE("a test that was seen to pass was not cut off, whatever still runs in its name")
{
  const PackageRun run = run_with({{"TestA", TestOutcome::pass}, {"TestA/x", TestOutcome::none}});
  CHECK_FALSE(covered(EvidenceSource::probe, {"TestA/x"}, run, "TestA/x"));
  CHECK_FALSE(covered(EvidenceSource::probe, {"TestA/x"}, run, "TestA"));
  CHECK_FALSE(covered(EvidenceSource::probe, {"TestA/x"}, run, ""));
  CHECK_FALSE(covered(EvidenceSource::probe, {"TestA"}, run, "TestA"));
}

TEST_CASE("a test that failed and still runs, as the one that panics, is cut off")
{
  const PackageRun run = run_with({{"TestA", TestOutcome::fail}});
  CHECK(covered(EvidenceSource::probe, {"TestA"}, run, "TestA"));
}
