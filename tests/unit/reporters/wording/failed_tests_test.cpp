#include "reporters/wording/failed_tests.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

TEST_CASE("failed tests: a test that failed in a package that passes is listed, the package is not")
{
  Verdict verdict;
  PackageRun& package = verdict.run.packages.emplace_back();
  package.import_path = "example.com/app/shop";
  package.end = PackageEnd::passed; // its TestMain exits with 0 whatever m.Run says
  package.tests.emplace_back().name = "TestBuy";
  package.tests.back().outcome = TestOutcome::fail;
  package.tests.emplace_back().name = "TestSell";
  package.tests.back().outcome = TestOutcome::pass;
  package.failures.push_back({"TestBuy", "no money", "shop/buy_test.go", 9});
  const std::vector<FailedTest> failed = failed_tests(verdict);
  REQUIRE(failed.size() == 1);
  CHECK(failed[0].test == "TestBuy");
  CHECK(failed[0].place == "shop/buy_test.go:9");
  CHECK(failed[0].message == "no money");
  package.tests.front().outcome = TestOutcome::pass;
  CHECK(failed_tests(verdict).empty());
}
