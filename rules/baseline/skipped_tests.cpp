#include "rules/baseline/skipped_tests.hpp"

#include "rules/names/suite_names.hpp"

#include <algorithm>

namespace leakgate::rules {

std::vector<std::string>
leaving_tests(const Finding& finding)
{
  std::set<std::string> tests;
  if (!finding.test.empty()) {
    tests.insert(finding.test);
  }
  for (const Leaker& leaker : finding.leakers) {
    if (!leaker.test.empty()) {
      tests.insert(leaker.test);
    }
  }
  return {tests.begin(), tests.end()};
}

SkippedTests::SkippedTests(const Verdict& verdict)
{
  for (const PackageRun& package : verdict.run.packages) {
    for (const TestCase& test : package.tests) {
      if (test.outcome == TestOutcome::skip) {
        m_of_package[package.import_path].insert(test.name);
      }
    }
  }
}

bool
SkippedTests::any_of(std::string_view package, const std::vector<std::string>& tests) const
{
  const auto skipped = m_of_package.find(package);
  return skipped != m_of_package.end() && std::ranges::any_of(tests, [&](const std::string& test) {
           return skipped->second.contains(test) || skipped->second.contains(top_level_test(test));
         });
}

} // namespace leakgate::rules
