#include "rules/judging/merge.hpp"
#include "tests/support/evidence_builder.hpp"
#include "tests/unit/rules/judged.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;

namespace {

Goroutine
leak(const std::string& function, std::int64_t id = 9)
{
  return GoroutineBuilder(id).at(frame(function, "hub.go", 8)).by(frame("Start", "hub.go", 7));
}

// The verdict over one package, some tests of which ended so.
Verdict
verdict_of(const std::string& package, std::vector<Goroutine> left,
           const std::vector<std::pair<std::string, TestOutcome>>& tests = {},
           PackageEnd end = PackageEnd::passed)
{
  Evidence evidence = evidence_of(std::move(left), end);
  evidence.packages.front().import_path = package;
  evidence.run.packages.front().import_path = package;
  for (const auto& [name, outcome] : tests) {
    TestCase test;
    test.name = name;
    test.outcome = outcome;
    evidence.run.packages.front().tests.push_back(test);
  }
  return judged(evidence);
}

Verdict
merged(const std::vector<Verdict>& verdicts)
{
  std::vector<NamedVerdict> calls;
  for (const Verdict& verdict : verdicts) {
    calls.push_back({"go test", verdict});
  }
  return merge_calls(std::move(calls)).value();
}

const std::string k_a = "example.com/app/a";

} // namespace

TEST_CASE("merge calls: a leak of any call stays, in whatever order, and balances")
{
  const Verdict red = verdict_of(k_a, {leak("Run")});
  const Verdict green = verdict_of(k_a, {});
  REQUIRE(green.outcome == Outcome::pass);
  for (const Verdict& verdict : {merged({red, green}), merged({green, red})}) {
    CHECK(verdict.outcome == Outcome::leaks);
    CHECK(verdict.findings.size() == 1);
    CHECK(verdict.packages.size() == 1);
    CHECK(verdict.ledger.balances());
    CHECK(verdict.ledger == verdict.packages[0].ledger);
    CHECK(verdict.ledger.reported == 1);
  }
}

TEST_CASE("merge calls: the same leak in two calls counts once, with the larger number")
{
  const Verdict one = verdict_of(k_a, {leak("Run")});
  const Verdict two = verdict_of(k_a, {leak("Run"), leak("Run", 10)});
  for (const Verdict& verdict : {merged({one, two}), merged({two, one}), merged({one, two, one})}) {
    REQUIRE(verdict.findings.size() == 1);
    CHECK(verdict.findings[0].count == 2);
    CHECK(verdict.ledger.reported == 2);
    CHECK(verdict.ledger.balances());
  }
  const Verdict other = merged({one, verdict_of(k_a, {leak("Walk")})});
  CHECK(other.findings.size() == 2);
  CHECK(other.ledger.reported == 2);
}

TEST_CASE("merge calls: a failed test that passes when it runs again has passed")
{
  const Verdict failed = verdict_of(
      k_a, {}, {{"TestA", TestOutcome::fail}, {"TestB", TestOutcome::pass}}, PackageEnd::failed);
  REQUIRE(failed.outcome == Outcome::tests_failed);
  const Verdict again = verdict_of(k_a, {}, {{"TestA", TestOutcome::pass}});
  const Verdict verdict = merged({failed, again});
  CHECK(verdict.outcome == Outcome::pass);
  CHECK(verdict.run.packages[0].end == PackageEnd::passed);
  CHECK(verdict.packages[0].end == PackageEnd::passed);
  CHECK(verdict.run.packages[0].tests.size() == 2);
  // Another test does not mend it, nor does a crash become whole.
  CHECK(merged({failed, verdict_of(k_a, {}, {{"TestB", TestOutcome::pass}})}).outcome ==
        Outcome::tests_failed);
  const Verdict crashed = verdict_of(k_a, {}, {{"TestA", TestOutcome::fail}}, PackageEnd::crashed);
  CHECK(merged({crashed, again}).outcome == Outcome::tests_failed);
}

TEST_CASE("merge calls: what one call could not judge is not judged")
{
  Verdict blind = verdict_of(k_a, {});
  blind.packages[0].judged = false;
  blind.packages[0].note = "no snapshot";
  const Verdict verdict = merged({blind, verdict_of(k_a, {})});
  CHECK(verdict.outcome == Outcome::no_verdict);
  CHECK(verdict.reason == "example.com/app/a: no snapshot");
}

TEST_CASE("merge calls: a call that had no test of a package says nothing of it")
{
  const Verdict none = verdict_of(k_a, {}, {}, PackageEnd::no_tests);
  const Verdict red = verdict_of(k_a, {leak("Run")});
  for (const Verdict& verdict : {merged({none, red}), merged({red, none})}) {
    CHECK(verdict.outcome == Outcome::leaks);
    REQUIRE(verdict.packages.size() == 1);
    CHECK(verdict.packages[0].judged);
    CHECK(verdict.packages[0].import_path == k_a);
    CHECK(verdict.ledger == red.ledger);
  }
}

TEST_CASE("merge calls: several modules stand side by side")
{
  const Verdict verdict =
      merged({verdict_of("example.com/b", {leak("Run")}), verdict_of("example.com/a", {})});
  CHECK(verdict.packages.size() == 2);
  CHECK(verdict.outcome == Outcome::leaks);
  CHECK_FALSE(merge_calls({}));
}
