#include "reporters/wording/failed_tests.hpp"

#include "gate/model/subtests.hpp"
#include "gate/model/vet.hpp"
#include "reporters/text/plain_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace leakgate {

namespace {

constexpr std::size_t k_message_bytes = 300;

std::string
in_words(PackageEnd end)
{
  std::string words(to_string(end));
  std::ranges::replace(words, '_', ' ');
  return words;
}

// All tests above one that failed, by name.
std::set<std::string_view>
parents_of_failed(const PackageRun& package)
{
  const SubtestNames names(package.tests);
  std::set<std::string_view> parents;
  for (const TestCase& test : package.tests) {
    if (test.outcome != TestOutcome::fail) {
      continue;
    }
    std::string_view parent = names.parent_of(test.name);
    while (!parent.empty() && parents.insert(parent).second) {
      parent = names.parent_of(parent);
    }
  }
  return parents;
}

FailedTest
failed(std::string_view test, const PackageRun& package,
       const std::map<std::string_view, const Failure*>& failures, std::string otherwise)
{
  FailedTest out{test, package.import_path, "", std::move(otherwise)};
  if (const auto found = failures.find(test); found != failures.end()) {
    const Failure& failure = *found->second;
    out.place = failure.file.empty() ? "" : fmt::format("{}:{}", failure.file, failure.line);
    const bool both = !out.message.empty() && !failure.message.empty();
    out.message += (both ? ": " : "") + failure.message;
  }
  out.message = plain_text::one_line(out.message, k_message_bytes);
  return out;
}

} // namespace

std::vector<FailedTest>
failed_tests(const Verdict& verdict)
{
  std::vector<FailedTest> out;
  for (const PackageRun& package : verdict.run.packages) {
    const bool any = std::ranges::any_of(
        package.tests, [](const TestCase& test) { return test.outcome == TestOutcome::fail; });
    if (!any && !go_test_failed(package.end)) {
      continue;
    }
    std::map<std::string_view, const Failure*> failures;
    for (const Failure& failure : package.failures) {
      failures.emplace(failure.test, &failure);
    }
    const std::set<std::string_view> parents = parents_of_failed(package);
    const std::size_t before = out.size();
    for (const TestCase& test : package.tests) {
      if (test.outcome == TestOutcome::fail && !parents.contains(test.name)) {
        out.push_back(failed(test.name, package, failures, ""));
      }
    }
    const bool of_tests = package.end == PackageEnd::failed || package.end == PackageEnd::stopped;
    if (go_test_failed(package.end) && (!of_tests || out.size() == before)) {
      out.push_back(failed("", package, failures,
                           refused_by_vet(package) ? "go vet refused it" : in_words(package.end)));
    }
  }
  return out;
}

} // namespace leakgate
