#include "reporters/wording/families.hpp"
#include "reporters/wording/totals.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

TEST_CASE("headline: after a failure no leaks are claimed for what was not judged")
{
  Verdict verdict;
  verdict.outcome = Outcome::tests_failed;
  PackageVerdict judged;
  judged.judged = true;
  judged.end = PackageEnd::failed;
  PackageVerdict without_tests;
  without_tests.end = PackageEnd::no_tests;
  verdict.packages = {judged, without_tests};
  CHECK(headline(verdict) == "go test failed · no leaks");

  PackageVerdict unbuilt;
  unbuilt.end = PackageEnd::build_failed;
  verdict.packages.push_back(unbuilt);
  CHECK(headline(verdict) == "go test failed · no leaks in the rest");
}

TEST_CASE("headline: there is no rest where nothing was judged")
{
  Verdict verdict;
  verdict.outcome = Outcome::tests_failed;
  verdict.packages.resize(2);
  verdict.packages[0].end = PackageEnd::build_failed;
  verdict.packages[1].end = PackageEnd::no_tests;
  CHECK(headline(verdict) == "go test failed · nothing judged");
}

TEST_CASE("headline: a pass beside a package that began no test speaks for the rest alone")
{
  Verdict verdict;
  verdict.outcome = Outcome::pass;
  verdict.packages.resize(2);
  verdict.packages[0].judged = true;
  verdict.packages[1].end = PackageEnd::ran_none;
  CHECK(headline(verdict) == "no leaks in the rest");
}

TEST_CASE("headline: go test is not blamed where every package passed")
{
  Verdict verdict;
  verdict.outcome = Outcome::tests_failed;
  verdict.reason = "make test ended with exit code 2";
  verdict.packages.resize(1);
  verdict.packages[0].judged = true;
  verdict.packages[0].end = PackageEnd::passed;
  verdict.run.packages.resize(1);
  verdict.run.packages[0].end = PackageEnd::passed;
  CHECK(headline(verdict) == "the command failed · no leaks");
  verdict.run.packages[0].end = PackageEnd::failed;
  CHECK(headline(verdict) == "go test failed in 1 package · no leaks");
}

TEST_CASE("headline: what was let pass is told as the log tells it")
{
  Verdict verdict;
  verdict.outcome = Outcome::pass;
  verdict.packages.resize(1);
  verdict.packages[0].judged = true;
  verdict.packages[0].end = PackageEnd::passed;
  verdict.ledger.baseline = 4;
  CHECK(headline(verdict) == "no new leaks (4 in the baseline)");
}

TEST_CASE("headline: memory that is let pass, and memory that was not judged, are told once each")
{
  Verdict verdict;
  verdict.outcome = Outcome::pass;
  verdict.packages.resize(1);
  verdict.packages[0].judged = true;
  verdict.packages[0].end = PackageEnd::passed;
  Finding& known = verdict.findings.emplace_back();
  known.kind = FindingKind::heap;
  known.rounds = {1, 1, 1, 1};
  known.disposition = Disposition::baseline;
  CHECK(headline(verdict) == "no new leaks (memory in 1 place in the baseline)");
  known.disposition = Disposition::below_threshold;
  known.disposition_reason = "200 KiB each round are permitted";
  CHECK(headline(verdict) == "no new leaks (memory in 1 place permitted by a threshold)");
  verdict.findings.clear();
  verdict.packages[0].heap.emplace().note = "the budget of 1m was used up";
  CHECK(headline(verdict) == "no leaks · memory of 1 package not judged");
}

TEST_CASE("what did not come to its end was judged in part, also under -failfast")
{
  PackageVerdict package;
  package.import_path = "example.com/app";
  package.judged = true;
  package.end = PackageEnd::failed;
  CHECK_FALSE(is_judged_in_part(package));
  CHECK(unjudged_text(package) == "");
  package.end = PackageEnd::timed_out;
  CHECK(is_judged_in_part(package));
  CHECK(unjudged_text(package) == "example.com/app was judged only in part: timed out");
  package.end = PackageEnd::stopped;
  CHECK(is_judged_in_part(package));
  CHECK(unjudged_text(package) ==
        "example.com/app was judged only in part: -failfast stopped it at its first failure, and "
        "packages behind it, too");
  Verdict verdict;
  verdict.outcome = Outcome::tests_failed;
  verdict.packages = {package};
  CHECK(has_unjudged(verdict));
  CHECK(headline(verdict) == "go test failed · no leaks in the rest");
  package.judged = false;
  package.note = "no snapshot";
  CHECK(is_judged_in_part(package));
  CHECK(unjudged_text(package) == "example.com/app was not judged: no snapshot");
}

TEST_CASE("time: what was taken, with settling and confirmation where they count")
{
  Verdict v;
  CHECK(time_text(v) == "");
  v.run.packages.resize(2);
  v.run.packages[0].elapsed = std::chrono::duration<double>(1.5);
  CHECK(time_text(v) == "1.5 s");
  v.took_ms = 8125;
  CHECK(time_text(v) == "8.1 s");
  v.packages.resize(2);
  v.packages[0].source = EvidenceSource::cache; // waited in an earlier run
  v.packages[0].settle_ms = 9000;
  v.packages[1].source = EvidenceSource::probe;
  v.packages[1].settle_ms = 2000;
  v.confirm_ms = 99;
  CHECK(time_text(v) == "8.1 s (settling 2.0 s)");
  v.confirm_ms = 4000;
  CHECK(time_text(v) == "8.1 s (settling 2.0 s, confirmation 4.0 s)");
}

TEST_CASE("families: a cause with what follows from it stands where the first of them would")
{
  Verdict v;
  v.findings.resize(4);
  const char* names[] = {"v2:a", "v2:b", "v2:c", "v2:d"};
  for (int i = 0; i < 4; ++i) {
    v.findings[static_cast<std::size_t>(i)].fingerprint = names[i];
    v.findings[static_cast<std::size_t>(i)].count = 1;
  }
  v.findings[0].caused_by = "v2:c";
  v.findings[3].caused_by = "v2:gone";
  const Families families(v);
  CHECK(families.told() ==
        std::vector<const Finding*>{&v.findings[2], &v.findings[1], &v.findings[3]});
  CHECK(families.below(v.findings[2]) == std::vector<const Finding*>{&v.findings[0]});
  CHECK(families.below(v.findings[1]).empty());
  CHECK(families.is_folded(v.findings[0]));
  CHECK_FALSE(families.is_folded(v.findings[3])); // its cause is not here
  CHECK(found_text(totals_of(v), "") == "4 leaked goroutines of 3 causes (4 findings)");
  v.findings[2].disposition = Disposition::allowed; // as no rule would have it
  CHECK(Families(v).told().size() == 3);
}
