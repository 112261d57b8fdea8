#include "gate/app/confirm/plan.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using Words = std::vector<std::string>;

namespace {

PackageVerdict
package(const std::string& path, PackageEnd end = PackageEnd::passed,
        EvidenceSource source = EvidenceSource::probe)
{
  PackageVerdict verdict;
  verdict.import_path = path;
  verdict.end = end;
  verdict.source = source;
  verdict.judged = true;
  return verdict;
}

Finding
leak(const std::string& path, const Words& tests)
{
  Finding finding;
  finding.package = path;
  for (const std::string& test : tests) {
    finding.leakers.push_back({test, 1});
  }
  return finding;
}

ConfirmPlan
plan_for(const Finding& finding)
{
  Verdict verdict;
  verdict.packages = {package("m/a")};
  verdict.findings = {finding};
  return plan_confirmation(verdict);
}

} // namespace

TEST_CASE("confirm plan: the tests of all leaks, each once for its package")
{
  Verdict verdict;
  verdict.packages = {package("m/a"), package("m/b", PackageEnd::failed, EvidenceSource::cache),
                      package("m/c")};
  verdict.findings = {leak("m/b", {"TestZ", "TestA"}), leak("m/a", {"TestZ"}),
                      leak("m/a", {"TestB"})};
  CHECK(plan_confirmation(verdict) ==
        ConfirmPlan{{{"m/a", {"TestB", "TestZ"}}, {"m/b", {"TestA", "TestZ"}}}});
}

TEST_CASE("confirm plan: of a subtest its test runs")
{
  CHECK(plan_for(leak("m/a", {"TestA/x/y", "TestA/z"})) == ConfirmPlan{{{"m/a", {"TestA"}}}});
}

TEST_CASE("confirm plan: no test, or one that has no rounds, is nothing to do")
{
  CHECK(plan_for(leak("m/a", {})).empty());
  CHECK(plan_for(leak("m/a", {"", "ExampleA", "FuzzA", "BenchmarkA"})) == ConfirmPlan{});
  CHECK(plan_for(leak("m/a", {"BenchmarkA", "TestA"})) == ConfirmPlan{{{"m/a", {"TestA"}}}});
}

TEST_CASE("confirm plan: what is decided already is not run again")
{
  Finding finding = leak("m/a", {"TestA"});
  CHECK_FALSE(plan_for(finding).empty());
  finding.tier = Tier::proven;
  CHECK(plan_for(finding).empty());
  finding = leak("m/a", {"TestA"});
  finding.disposition = Disposition::baseline;
  CHECK(plan_for(finding).empty());
  finding = leak("m/a", {"TestA"});
  finding.leakers[0].rounds = {1, 1};
  CHECK(plan_for(finding).empty());
  finding = leak("m/a", {"TestA"});
  finding.kind = FindingKind::heap;
  CHECK(plan_for(finding).empty());
}

TEST_CASE(
    "confirm plan: a package that did not come to its end, or left no snapshot, is left alone")
{
  Verdict verdict;
  verdict.findings = {leak("m/a", {"TestA"})};
  for (const PackageEnd end : {PackageEnd::crashed, PackageEnd::timed_out, PackageEnd::exited}) {
    verdict.packages = {package("m/a", end)};
    CHECK(plan_confirmation(verdict).empty());
  }
  verdict.packages = {package("m/a", PackageEnd::failed, EvidenceSource::crash)};
  CHECK(plan_confirmation(verdict).empty());
}

TEST_CASE("confirm plan: a name that two packages have counts twice")
{
  const ConfirmPlan plan{{{"m/a", {"TestA", "TestB"}}, {"m/b", {"TestA"}}}};
  CHECK(plan.test_count() == 3);
  CHECK(plan.test_names() == std::set<std::string>{"TestA", "TestB"});
}

TEST_CASE("confirm plan: there is nothing to repeat of what came long after the tests")
{
  Finding finding = leak("m/a", {"TestA"});
  finding.disposition = Disposition::below_threshold;
  finding.tier = finding.leakers[0].tier = Tier::ends_by_itself;
  CHECK(plan_for(finding).empty());
}
