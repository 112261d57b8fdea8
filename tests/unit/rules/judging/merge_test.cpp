#include "rules/judging/merge.hpp"
#include "tests/support/evidence_builder.hpp"
#include "tests/unit/rules/judged.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;

namespace {

Goroutine
leak(const std::string& function)
{
  return GoroutineBuilder(9).at(frame(function, "hub.go", 8)).by(frame("Start", "hub.go", 7));
}

// The verdict over one package of that name.
Verdict
verdict_of(const std::string& package, std::vector<Goroutine> left,
           PackageEnd end = PackageEnd::passed)
{
  Evidence evidence = evidence_of(std::move(left), end);
  evidence.packages.front().import_path = package;
  evidence.run.packages.front().import_path = package;
  return judged(evidence);
}

std::string
error_of(const Result<Verdict>& merged)
{
  return merged ? "no error" : merged.error();
}

} // namespace

TEST_CASE("merge: one result is itself")
{
  const Verdict verdict = verdict_of("example.com/app/a", {leak("Run")});
  CHECK(merge_verdicts({{"a.json", verdict}}).value() == verdict);
}

TEST_CASE("merge: of one result, too, the outcome is derived anew, and never a better one")
{
  Verdict verdict = verdict_of("example.com/app/a", {leak("Run")});
  verdict.outcome = Outcome::pass;
  CHECK(merge_verdicts({{"a.json", verdict}})->outcome == Outcome::leaks);
  verdict = verdict_of("example.com/app/a", {});
  verdict.ledger.seen += 1;
  CHECK(merge_verdicts({{"a.json", verdict}})->outcome == Outcome::no_verdict);
  verdict = verdict_of("example.com/app/a", {});
  verdict.outcome = Outcome::tests_failed;
  verdict.reason = "go test ended with exit code 1";
  CHECK(merge_verdicts({{"a.json", verdict}}).value() == verdict);
}

TEST_CASE("merge: a result of an interrupted run keeps the whole from having a verdict")
{
  Verdict part = verdict_of("example.com/app/a", {});
  part.partial = true;
  const auto merged =
      merge_verdicts({{"a.json", part}, {"b.json", verdict_of("example.com/app/b", {})}});
  REQUIRE(merged);
  CHECK(merged->partial);
  CHECK(merged->outcome == Outcome::no_verdict);
  CHECK(merged->reason == "interrupted: only what came before it is in here (run it to its end)");
}

TEST_CASE("merge: what one result could not judge stays so, also where no package tells of it")
{
  // `leakgate run`: a go test was killed, so nothing of it is in the result.
  Verdict held = verdict_of("example.com/app/a", {});
  held.outcome = Outcome::no_verdict;
  held.reason = "a go test of it was not judged: go test ./b (in .): it was killed";
  const NamedVerdict first{"a.json", held};
  const NamedVerdict second{"b.json", verdict_of("example.com/app/b", {})};
  for (const std::vector<NamedVerdict>& results :
       {std::vector{first}, std::vector{first, second}, std::vector{second, first}}) {
    const auto merged = merge_verdicts(results);
    REQUIRE(merged);
    CHECK(merged->outcome == Outcome::no_verdict);
    CHECK(merged->reason == held.reason);
    CHECK(merge_calls(results)->outcome == Outcome::no_verdict);
  }
  const NamedVerdict leaks{"c.json", verdict_of("example.com/app/c", {leak("Run")})};
  CHECK(merge_verdicts({first, leaks})->outcome == Outcome::leaks);
}

TEST_CASE("merge: a job that had nothing to test holds nobody back")
{
  const NamedVerdict nothing{"a.json", verdict_of("example.com/app/a", {}, PackageEnd::no_tests)};
  const NamedVerdict second{"b.json", verdict_of("example.com/app/b", {})};
  CHECK(merge_verdicts({nothing})->outcome == Outcome::no_verdict);
  CHECK(merge_verdicts({nothing, second})->outcome == Outcome::pass);
}

TEST_CASE("merge: one red job makes the whole red")
{
  const Verdict red = verdict_of("example.com/app/b", {leak("Run")});
  const Verdict green = verdict_of("example.com/app/a", {});
  REQUIRE(green.outcome == Outcome::pass);
  const auto merged = merge_verdicts({{"a.json", green}, {"b.json", red}});
  REQUIRE(merged);
  CHECK(merged->outcome == Outcome::leaks);
  CHECK(merged->findings == red.findings);
  CHECK(merged->packages.size() == 2);
  CHECK(merged->ledger.seen == green.ledger.seen + red.ledger.seen);
  CHECK(merged->ledger.balances());
  CHECK(merged->metrics.at("GoroutinesReported") == 1);
}

TEST_CASE("merge: the order of the results does not matter")
{
  const NamedVerdict a{"a.json", verdict_of("example.com/app/a", {leak("Run")})};
  const NamedVerdict b{"b.json", verdict_of("example.com/app/b", {leak("Walk"), leak("Run")})};
  CHECK(merge_verdicts({a, b}).value() == merge_verdicts({b, a}).value());
}

TEST_CASE("merge: a package that two results judged is refused")
{
  const Verdict verdict = verdict_of("example.com/app/a", {});
  CHECK(error_of(merge_verdicts({{"a.json", verdict}, {"b.json", verdict}})) ==
        "b.json: example.com/app/a is also in a.json (merge results of jobs that ran different "
        "packages)");
  CHECK(error_of(merge_verdicts({})) == "merge: expected results, got none");
}

TEST_CASE("merge: a package that one job had no test of is what the job with its tests says of it")
{
  const Verdict none = verdict_of("example.com/app/a", {}, PackageEnd::no_tests);
  const Verdict red = verdict_of("example.com/app/a", {leak("Run")});
  for (const auto& merged : {merge_verdicts({{"a.json", none}, {"b.json", red}}),
                             merge_verdicts({{"b.json", red}, {"a.json", none}})}) {
    REQUIRE(merged);
    REQUIRE(merged->packages.size() == 1);
    CHECK(merged->packages[0] == red.packages[0]);
    REQUIRE(merged->run.packages.size() == 1);
    CHECK(merged->run.packages[0] == red.run.packages[0]);
    CHECK(merged->outcome == Outcome::leaks);
  }
}

TEST_CASE("merge: failed tests of one job stay failed tests")
{
  const Verdict failed = verdict_of("example.com/app/a", {}, PackageEnd::failed);
  const Verdict red = verdict_of("example.com/app/b", {leak("Run")});
  CHECK(merge_verdicts({{"a.json", failed}, {"b.json", red}})->outcome == Outcome::tests_failed);
}

TEST_CASE("merge: an entry that matched in one job is not stale")
{
  Verdict stale = verdict_of("example.com/app/a", {});
  Finding note;
  note.kind = FindingKind::policy;
  note.rule = "allow-stale";
  note.disposition = Disposition::below_threshold;
  note.at = {"", ".leakgate.yml", 12};
  stale.findings.push_back(note);
  Verdict used = verdict_of("example.com/app/b", {});
  used.allowed = {{".leakgate.yml:12", "known", 2}};
  CHECK(merge_verdicts({{"a.json", stale}, {"b.json", used}})->findings.empty());
  note.at.line = 13;
  stale.findings.push_back(note);
  CHECK(merge_verdicts({{"a.json", stale}, {"b.json", used}})->findings.size() == 1);
}

TEST_CASE("merge: sources stand side by side, of the same line the first counts")
{
  Verdict a = verdict_of("example.com/app/a", {});
  Verdict b = verdict_of("example.com/app/b", {});
  a.sources = {{"a.go", {{1, "one"}}}, {"x.go", {{7, "first"}}}};
  b.sources = {{"b.go", {{2, "two"}}}, {"x.go", {{7, "second"}, {8, "eight"}}}};
  CHECK(merge_verdicts({{"a.json", a}, {"b.json", b}})->sources ==
        SourceLines{{"a.go", {{1, "one"}}},
                    {"b.go", {{2, "two"}}},
                    {"x.go", {{7, "first"}, {8, "eight"}}}});
}

TEST_CASE("merge: what is gone against the base is gone in each job's packages")
{
  Verdict a = verdict_of("example.com/app/a", {});
  Verdict b = verdict_of("example.com/app/b", {});
  b.base = BaseComparison{"main.json", 1, 1, {{"v1:b", "", "", "", {}}}};
  CHECK(merge_verdicts({{"a.json", a}, {"b.json", b}})->base == b.base);
  a.base = BaseComparison{"main.json", 2, 2, {{"v1:a", "", "", "", {}}, {"v1:c", "", "", "", {}}}};
  const auto merged = merge_verdicts({{"a.json", a}, {"b.json", b}});
  CHECK(merged->base->fewer == 3);
  CHECK(merged->base->gone == 3);
  CHECK(merged->base->gone_findings.size() == 3);
}

TEST_CASE("merge: metrics are added, the worst of them, or weighted by goroutines")
{
  Verdict a = verdict_of("example.com/app/a", {});
  Verdict b = verdict_of("example.com/app/b", {});
  a.metrics = {{"GoroutinesDelta", 2},
               {"SettleTimeMilliseconds", 40},
               {"BlockedGoroutinesRatio", 1},
               {"OfALaterRelease", 5}};
  b.metrics = {{"GoroutinesDelta", 3},
               {"SettleTimeMilliseconds", 30},
               {"BlockedGoroutinesRatio", 0},
               {"OfALaterRelease", 6}};
  const auto merged = merge_verdicts({{"a.json", a}, {"b.json", b}});
  REQUIRE(merged);
  CHECK(merged->metrics == std::map<std::string, double>{{"GoroutinesDelta", 5},
                                                         {"SettleTimeMilliseconds", 40},
                                                         {"BlockedGoroutinesRatio", 0.5}});
}
