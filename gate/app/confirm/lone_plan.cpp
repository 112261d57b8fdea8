#include "gate/app/confirm/lone_plan.hpp"

#include "rules/names/suite_names.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>

namespace leakgate {

namespace {

using Names = std::set<std::string>;

// A package may hold more tests of that kind than there is time for.
constexpr std::size_t k_most_tests = 4;

template <typename Packages>
auto
find_package(const Packages& packages, std::string_view import_path)
{
  const auto found = std::ranges::find_if(
      packages, [&](const auto& each) { return each.import_path == import_path; });
  return found == packages.end() ? nullptr : &*found;
}

Names
failed_tests(const PackageRun& run)
{
  Names names;
  for (const TestCase& test : run.tests) {
    if (test.outcome == TestOutcome::fail) {
      names.emplace(rules::top_level_test(test.name));
    }
  }
  return names;
}

// The tests of `planned` that the rounds of `confirmation` say cannot come twice.
Names
not_twice(const std::string& import_path, const Names& planned, const Confirmation& confirmation)
{
  const PackageRun* run = find_package(confirmation.run.packages, import_path);
  if (run == nullptr) {
    return {};
  }
  const PackageEvidence* evidence = find_package(confirmation.packages, import_path);
  const bool rounds = evidence != nullptr && evidence->rounds.size() >= 2;
  const Names failed = failed_tests(*run);
  Names names;
  std::ranges::copy_if(planned, std::inserter(names, names.end()),
                       [&](const std::string& test) { return !rounds || failed.contains(test); });
  return names;
}

Names
difference(const Names& all, const Names& without)
{
  Names out;
  std::ranges::set_difference(all, without, std::inserter(out, out.end()));
  return out;
}

} // namespace

std::set<std::string>
passed_tests(const PackageRun& run)
{
  Names names;
  for (const TestCase& test : run.tests) {
    const std::string_view name = test.name;
    if (test.outcome == TestOutcome::pass && rules::top_level_test(name) == name &&
        name.starts_with("Test")) {
      names.emplace(name);
    }
  }
  return names;
}

std::vector<LonePlan>
plan_lone_processes(const ConfirmPlan& plan, const Confirmation& confirmation, const TestRun& first)
{
  std::vector<LonePlan> out;
  for (const auto& [import_path, planned] : plan.packages) {
    const PackageRun* run = find_package(first.packages, import_path);
    const Names passed = run == nullptr ? Names() : passed_tests(*run);
    Names once = not_twice(import_path, planned, confirmation);
    std::erase_if(once, [&](const std::string& test) { return !passed.contains(test); });
    if (once.empty() || passed.size() < 2) {
      continue;
    }
    const Names others = difference(passed, once);
    if (once.size() > k_most_tests) {
      once.erase(std::next(once.begin(), k_most_tests), once.end());
    }
    for (const std::string& test : once) {
      out.push_back({import_path, {test}});
    }
    if (!others.empty()) {
      out.push_back({import_path, others});
    }
  }
  return out;
}

} // namespace leakgate
