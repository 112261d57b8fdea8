#include "rules/population/ran_tests.hpp"

#include "gate/base/text.hpp"
#include "rules/names/test_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace leakgate::rules {

namespace {

// What the probe counts: an example or a benchmark has no goroutine of its own.
bool
is_counted(std::string_view test)
{
  return test.find('/') == std::string_view::npos &&
         (test.starts_with("Test") || test.starts_with("Fuzz"));
}

bool
has_snapshot(const PackageEvidence& evidence)
{
  return evidence.tests_ran.has_value() &&
         (evidence.source == EvidenceSource::probe || evidence.source == EvidenceSource::cache);
}

} // namespace

std::string
unseen_tests(const PackageRun* run, const PackageEvidence& evidence)
{
  if (run == nullptr || !has_snapshot(evidence)) {
    return {};
  }
  std::set<std::string_view> ran;
  for (const TestCase& test : run->tests) {
    if (is_counted(test.name)) {
      ran.insert(test.name);
    }
  }
  const auto all = static_cast<std::int64_t>(ran.size());
  if (all <= *evidence.tests_ran) {
    return {};
  }
  return fmt::format("{} ran, and the process that left the snapshot began {} of them (does "
                     "TestMain start the test binary again? call m.Run in the first process)",
                     text::counted(all, "test"), std::max<std::int64_t>(*evidence.tests_ran, 0));
}

void
confirm_ends(TestRun& run, const std::vector<PackageEvidence>& evidence)
{
  std::unordered_map<std::string_view, const PackageEvidence*> by_package;
  for (const PackageEvidence& each : evidence) {
    by_package.emplace(each.import_path, &each);
  }
  for (PackageRun& package : run.packages) {
    const auto found = by_package.find(package.import_path);
    if (package.end != PackageEnd::passed || found == by_package.end() ||
        !has_snapshot(*found->second) || !unseen_tests(&package, *found->second).empty()) {
      continue;
    }
    const std::unordered_set<std::string_view> running(found->second->running_tests.begin(),
                                                       found->second->running_tests.end());
    for (TestCase& test : package.tests) {
      if (test.outcome == TestOutcome::none && !running.contains(test.name)) {
        test.outcome = TestOutcome::pass;
      }
    }
  }
}

} // namespace leakgate::rules
