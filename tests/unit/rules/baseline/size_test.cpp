#include "rules/baseline/summary.hpp"
#include "rules/baseline/update.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

using namespace leakgate;

namespace {

constexpr int k_many = 20'000;

// Processor time, so that a busy machine fails nothing. Linear takes a fraction of a second in a
// debug build; what is quadratic takes half a minute and more.
constexpr double k_most_seconds = 10;

double
seconds()
{
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

std::string
package_name(int i)
{
  return fmt::format("example.com/app/services/p{:05}", i);
}

Finding
leak(const std::string& fingerprint, const std::string& package)
{
  Finding finding;
  finding.fingerprint = fingerprint;
  finding.package = package;
  finding.count = 1;
  finding.state = "chan receive";
  return finding;
}

// Each package is there and complete. The first half leaks, all at the same place.
Verdict
many_packages()
{
  Verdict verdict;
  verdict.coverage = Coverage::everything;
  for (int i = 0; i < k_many; ++i) {
    PackageVerdict& package = verdict.packages.emplace_back();
    package.import_path = package_name(i);
    package.end = PackageEnd::passed;
    package.judged = true;
    if (i < k_many / 2) {
      verdict.findings.push_back(leak(fmt::format("v2:{}", i), package.import_path));
      verdict.findings.back().places = {"v1:shared"};
    }
  }
  return verdict;
}

// MeasuredPackages::all_of(), which looks up what this searches for.
bool
measured_all(const Verdict& verdict, const std::string& package)
{
  const auto found = std::ranges::find(verdict.packages, package, &PackageVerdict::import_path);
  if (found != verdict.packages.end()) {
    return verdict.coverage != Coverage::some_tests && rules::is_complete(*found);
  }
  return verdict.coverage == Coverage::everything &&
         std::ranges::all_of(verdict.packages, rules::is_complete);
}

Baseline
many_entries()
{
  Baseline baseline{"b.json", {}};
  for (int i = 0; i < k_many; ++i) {
    baseline.entries.push_back(
        {fmt::format("v2:{}", i), {"v1:shared"}, package_name(i), 1, "2026-10-01", "chan receive"});
  }
  return baseline;
}

} // namespace

TEST_CASE("a baseline of 20,000 entries is compared and pruned in linear time")
{
  const Verdict verdict = many_packages();
  const Baseline baseline = many_entries();
  const double before = seconds();
  const BaselineSummary summary = rules::summarize_baseline(baseline, verdict);
  const Baseline pruned = pruned_baseline(baseline, {verdict, verdict});
  const Baseline updated = updated_baseline(baseline, {verdict}, "2026-11-21");
  CHECK(seconds() - before < k_most_seconds);
  CHECK(summary.matched == k_many / 2);
  CHECK(summary.gone.size() == k_many / 2);
  CHECK(pruned.entries.size() == k_many / 2);
  CHECK(updated.entries.size() == k_many);
}

TEST_CASE("20,000 leaks that one entry stands for become its variants in linear time")
{
  Verdict verdict;
  for (int i = 0; i < k_many; ++i) {
    verdict.findings.push_back(leak(fmt::format("v2:{}", i), "p"));
    verdict.findings.back().places = {"v1:old"};
  }
  const Baseline old{"b.json", {{"v1:old", {}, "p", 1, "2026-10-01", "chan receive"}}};
  const double before = seconds();
  const Baseline updated = updated_baseline(old, {verdict}, "2026-11-21");
  CHECK(seconds() - before < k_most_seconds);
  REQUIRE(updated.entries.size() == 1);
  CHECK(updated.entries[0].count == k_many);
  CHECK(updated.entries[0].variants.size() == k_many);
}

TEST_CASE("what is looked up is what is searched for")
{
  Verdict verdict = many_packages();
  verdict.packages.resize(3);
  verdict.packages[1].judged = false;
  verdict.packages.push_back(verdict.packages[0]); // twice, and not alike
  verdict.packages.back().judged = false;
  for (const bool complete : {false, true}) {
    verdict.packages[1].judged = verdict.packages.back().judged = complete;
    for (const Coverage coverage :
         {Coverage::some_tests, Coverage::some_packages, Coverage::everything}) {
      verdict.coverage = coverage;
      const rules::MeasuredPackages measured(verdict);
      for (int i = 0; i < 5; ++i) {
        CAPTURE(i);
        CHECK(measured.all_of(package_name(i)) == measured_all(verdict, package_name(i)));
      }
    }
  }
}
