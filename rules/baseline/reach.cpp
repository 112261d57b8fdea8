#include "rules/baseline/reach.hpp"

#include "rules/names/suite_names.hpp"

#include <algorithm>
#include <utility>

namespace leakgate::rules {

namespace {

// Whether the test, or one that it is a part of, is among `skipped`.
bool
is_skipped(std::string_view test, const std::set<std::string_view>& skipped)
{
  for (std::size_t end = test.size(); end != std::string_view::npos;
       end = test.rfind('/', end - 1)) {
    if (end == 0 || skipped.contains(test.substr(0, end))) {
      return end != 0;
    }
  }
  return false;
}

} // namespace

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

Reach::Reach(const Verdict& verdict, InCheckout in_checkout)
    : m_verdict(verdict), m_in_checkout(std::move(in_checkout)), m_measured(verdict)
{
  for (const PackageRun& package : verdict.run.packages) {
    Tests& tests = m_tests[package.import_path];
    for (const TestCase& test : package.tests) {
      tests.top_level.insert(top_level_test(test.name));
      if (test.outcome == TestOutcome::skip) {
        tests.skipped.insert(test.name);
      }
    }
  }
}

bool
Reach::is_left_out(const std::string& package, const std::string& test) const
{
  return m_in_checkout && m_in_checkout(m_verdict.roots, package, test);
}

bool
Reach::covers(const BaselineEntry& entry) const
{
  if (!m_measured.all_of(entry)) {
    return false;
  }
  if (!m_measured.met(entry.package)) {
    return !is_left_out(entry.package, "");
  }
  const auto ran = m_tests.find(entry.package);
  return ran == m_tests.end() || std::ranges::none_of(entry.tests, [&](const std::string& test) {
           const std::string top_level(top_level_test(test));
           return is_skipped(test, ran->second.skipped) ||
                  (!ran->second.top_level.contains(top_level) &&
                   is_left_out(entry.package, top_level));
         });
}

} // namespace leakgate::rules
