#include "rules/population/ran_tests.hpp"
#include "tests/support/evidence_builder.hpp"
#include "tests/unit/rules/judged.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;
using namespace leakgate::rules;

namespace {

// Evidence of a package that passed: the events show these tests, the process began so many.
Evidence
with_tests(std::vector<TestCase> tests, std::int64_t began)
{
  Evidence evidence = evidence_of({});
  evidence.run.packages[0].tests = std::move(tests);
  evidence.packages[0].tests_ran = began;
  return evidence;
}

TestCase
test_case(const char* name, TestOutcome outcome = TestOutcome::pass)
{
  return {name, outcome, {}, {}};
}

} // namespace

TEST_CASE("tests that ran in another process than the one that left the snapshot: no verdict")
{
  const Verdict verdict = judged(with_tests({test_case("TestA"), test_case("TestB")}, 0));
  CHECK(verdict.outcome == Outcome::no_verdict);
  CHECK(verdict.reason ==
        "example.com/app/broker: 2 tests ran, and the process that left the snapshot began 0 of "
        "them (does TestMain start the test binary again? call m.Run in the first process)");
  CHECK_FALSE(verdict.packages[0].judged);
}

TEST_CASE("what the probe does not count is not missed: examples, benchmarks, subtests, rounds")
{
  CHECK(judged(with_tests({test_case("TestA"), test_case("TestA/sub"), test_case("TestA"),
                           test_case("ExampleA"), test_case("BenchmarkA")},
                          1))
            .outcome == Outcome::pass);
}

TEST_CASE("a process that saw more tests than the events, or does not know, is believed")
{
  CHECK(judged(with_tests({test_case("TestA")}, 3)).outcome == Outcome::pass);
  Evidence evidence = with_tests({test_case("TestA")}, 0);
  evidence.packages[0].tests_ran.reset();
  CHECK(judged(evidence).outcome == Outcome::pass);
}

TEST_CASE("tests that TestMain turned away and another process ended: no verdict, also without -v")
{
  Evidence evidence = with_tests({test_case("TestA")}, 1);
  evidence.packages[0].tests_asked = 4;
  evidence.packages[0].tests_left_out = 3;
  evidence.run.packages[0].final_frames = 2;
  Verdict verdict = judged(evidence);
  CHECK(verdict.outcome == Outcome::no_verdict);
  CHECK(verdict.reason ==
        "example.com/app/broker: the command asked for 4 tests, the process that left the snapshot "
        "began 1 of them, and another one printed here that its tests have ended (does TestMain "
        "start the test binary again? call m.Run in the first process)");

  evidence.packages[0].runs_of_m = 2; // both are its own
  verdict = judged(evidence);
  CHECK(verdict.outcome == Outcome::pass);
  REQUIRE(verdict.problems.size() == 1);
  CHECK(verdict.problems[0] ==
        Problem{k_package, "TestMain left out 3 of the 4 tests that the command asked for: nothing "
                           "is known of their goroutines (should it run them in a process of its "
                           "own, call m.Run in the first one)"});
  CHECK(verdict.packages[0].narrowed);
  // Of subtests nobody knows how many there are.
  evidence.packages[0].tests_left_out = 0;
  CHECK(judged(evidence).problems.empty());
  evidence.packages[0].left_out_subtests = true;
  CHECK(judged(evidence).problems ==
        std::vector<Problem>{
            {k_package, "TestMain chose among the subtests that the command asked for: nothing is "
                        "known of the goroutines of the others (should it run them in a process of "
                        "its own, call m.Run in the first one)"}});
  evidence.packages[0].tests_left_out = 3; // what the process left off is not TestMain's doing
  evidence.run.packages[0].end = PackageEnd::exited;
  CHECK(judged(evidence).problems.empty());
}

TEST_CASE("tests that are skipped while another process ends some are named, and no reason to fail")
{
  Evidence evidence = with_tests({test_case("TestA"), test_case("TestB", TestOutcome::skip),
                                  test_case("TestA/sub", TestOutcome::skip)},
                                 2);
  CHECK(judged(evidence).problems.empty());
  evidence.run.packages[0].final_frames = 2;
  const Verdict verdict = judged(evidence);
  CHECK(verdict.outcome == Outcome::pass);
  REQUIRE(verdict.problems.size() == 1);
  CHECK(verdict.problems[0] ==
        Problem{k_package, "another test process printed here that its tests have ended: if 1 test "
                           "that was skipped here ran there, nothing is known of their goroutines "
                           "(call m.Run in the first process)"});
  evidence.packages[0].runs_of_m = 2;
  CHECK(judged(evidence).problems.empty());
}

TEST_CASE("a package that seems to have no tests, because another process ran them: no verdict")
{
  Evidence evidence = with_tests({}, 0);
  evidence.run.packages[0].end = PackageEnd::no_tests;
  evidence.packages[0].tests_asked = 2;
  evidence.packages[0].tests_left_out = 2;
  evidence.run.packages[0].final_frames = 1;
  Verdict verdict = judged(evidence);
  CHECK(verdict.packages[0].end == PackageEnd::no_tests);
  CHECK(verdict.problems.size() == 1);
  evidence.run.packages[0].final_frames = 2;
  verdict = judged(evidence);
  CHECK(verdict.outcome == Outcome::no_verdict);
  CHECK(verdict.packages[0].end == PackageEnd::ran_none);
  CHECK(verdict.run.packages[0].end == PackageEnd::ran_none);
}

TEST_CASE("a test without an end passed where the snapshot shows that it had returned")
{
  Evidence evidence =
      with_tests({test_case("TestA", TestOutcome::none), test_case("TestB", TestOutcome::none)}, 2);
  evidence.packages[0].running_tests = {"TestB"};
  const Verdict verdict = judged(evidence);
  CHECK(verdict.run.packages[0].tests[0].outcome == TestOutcome::pass);
  CHECK(verdict.run.packages[0].tests[1].outcome == TestOutcome::none);
}
