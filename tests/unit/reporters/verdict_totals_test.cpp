#include "reporters/verdict_totals.hpp"

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
