#include "rules/failures/failures.hpp"

#include "gate/model/subtests.hpp"
#include "rules/failures/kinds.hpp"
#include "rules/failures/places.hpp"
#include "rules/failures/printed_words.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace leakgate::rules {

namespace {

using Subtests = std::unordered_map<std::string_view, std::vector<std::string>>;

// The failed subtests of each test, without its name; a test that ran several times once.
Subtests
failed_subtests(const PackageRun& package)
{
  Subtests subtests;
  const SubtestNames names(package.tests);
  std::unordered_set<std::string_view> seen;
  for (const TestCase& test : package.tests) {
    if (test.outcome != TestOutcome::fail || !seen.insert(test.name).second) {
      continue;
    }
    const std::string_view parent = names.parent_of(test.name);
    if (!parent.empty()) {
      subtests[parent].push_back(test.name.substr(parent.size() + 1));
    }
  }
  return subtests;
}

void
tell_tests(PackageRun& package, const Crash& crash, OwnLines& lines)
{
  static const std::vector<std::string> k_none;
  const Subtests subtests = failed_subtests(package);
  std::unordered_set<std::string_view> told;
  for (const TestCase& test : package.tests) {
    const bool failed = test.outcome == TestOutcome::fail;
    const bool cut_off = test.outcome == TestOutcome::none && crash.known();
    if ((!failed && !cut_off) || !told.insert(test.name).second) {
      continue;
    }
    const auto below = subtests.find(test.name);
    package.failures.push_back(
        cut_off || crash.is_in(test)
            ? crash.of_test(test)
            : failure_of_test(test, package.import_path,
                              below == subtests.end() ? k_none : below->second, lines));
  }
}

// log.Fatal or os.Exit in a test: what it printed last says why. One that waits for a subtest is
// not to blame.
void
tell_exit(PackageRun& package)
{
  const SubtestNames names(package.tests);
  std::unordered_set<std::string_view> waiting;
  for (const TestCase& test : package.tests) {
    if (test.outcome == TestOutcome::none) {
      waiting.insert(names.parent_of(test.name));
    }
  }
  std::unordered_set<std::string_view> told;
  for (const TestCase& test : package.tests) {
    if (test.outcome != TestOutcome::none || waiting.contains(test.name)) {
      continue;
    }
    const std::string_view words = last_words(test.output);
    if (!words.empty() && told.insert(test.name).second) {
      package.failures.push_back(
          failure_at(test.name, "Did not finish: " + std::string(words), std::nullopt));
    }
  }
}

} // namespace

void
tell_failures(TestRun& run, SourceNames& sources, const SourceLine& source_line)
{
  OwnLines lines(sources, source_line);
  for (PackageRun& package : run.packages) {
    package.failures.clear();
    // A TestMain may exit with 0 though tests failed.
    const bool any_failed = std::ranges::find(package.tests, TestOutcome::fail,
                                              &TestCase::outcome) != package.tests.end();
    if (!any_failed && !go_test_failed(package.end)) {
      continue;
    }
    const Crash crash(package, lines);
    tell_tests(package, crash, lines);
    if (package.end == PackageEnd::build_failed) {
      package.failures.push_back(failure_of_build(package, lines));
    } else if (package.end == PackageEnd::exited) {
      tell_exit(package);
    } else if (crash.known()) {
      package.failures.push_back(crash.of_package());
    }
  }
}

} // namespace leakgate::rules
