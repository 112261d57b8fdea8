#include "gate/app/confirm/plan.hpp"

#include "gate/app/confirm/suite_time.hpp"
#include "rules/names/suite_names.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace leakgate {

namespace {

bool
is_open(const Finding& finding)
{
  return finding.kind == FindingKind::goroutine && finding.disposition == Disposition::reported;
}

bool
is_open(const Leaker& leaker)
{
  return leaker.rounds.empty() && leaker.tier == Tier::lingering;
}

// The packages whose process ended by itself and left a snapshot of its own.
std::set<std::string_view>
measured_packages(const Verdict& verdict)
{
  std::set<std::string_view> names;
  for (const PackageVerdict& package : verdict.packages) {
    const bool ended = came_to_its_end(package.end);
    const bool snapshot =
        package.source == EvidenceSource::probe || package.source == EvidenceSource::cache;
    if (ended && snapshot) {
      names.insert(package.import_path);
    }
  }
  return names;
}

struct PlannedTest
{
  std::string_view package;
  std::string_view name;
  const TestCase* first = nullptr; ///< how it ran before
};

std::vector<PlannedTest>
quickest_first(const ConfirmPlan& plan, const TestRun& first)
{
  static const TestCase k_unknown{"", TestOutcome::none, {}, ""};
  std::vector<PlannedTest> tests;
  for (const auto& [import_path, names] : plan.packages) {
    std::map<std::string_view, const TestCase*> known;
    const auto run = std::ranges::find(first.packages, import_path, &PackageRun::import_path);
    if (run != first.packages.end()) {
      for (const TestCase& test : run->tests) {
        known.emplace(test.name, &test);
      }
    }
    for (const std::string& name : names) {
      const auto found = known.find(name);
      tests.push_back({import_path, name, found == known.end() ? &k_unknown : found->second});
    }
  }
  std::ranges::stable_sort(
      tests, {}, [](const PlannedTest& test) { return std::pair(test.first->elapsed, test.name); });
  return tests;
}

} // namespace

std::size_t
ConfirmPlan::test_count() const
{
  std::size_t count = 0;
  for (const auto& [import_path, tests] : packages) {
    count += tests.size();
  }
  return count;
}

std::set<std::string>
ConfirmPlan::test_names() const
{
  std::set<std::string> names;
  for (const auto& [import_path, tests] : packages) {
    names.insert(tests.begin(), tests.end());
  }
  return names;
}

ConfirmPlan
plan_confirmation(const Verdict& verdict)
{
  const std::set<std::string_view> measured = measured_packages(verdict);
  ConfirmPlan plan;
  for (const Finding& finding : verdict.findings) {
    if (!is_open(finding) || !measured.contains(finding.package)) {
      continue;
    }
    for (const Leaker& leaker : finding.leakers) {
      const std::string_view top = rules::top_level_test(leaker.test);
      if (top.starts_with("Test") && finding.tier <= Tier::lingering && is_open(leaker)) {
        plan.packages[finding.package].emplace(top);
      }
    }
  }
  plan.hunts = plan_hunts(verdict);
  return plan;
}

TimedPlan
in_order_of_time(const ConfirmPlan& plan, const TestRun& first, int rounds,
                 std::chrono::milliseconds limit)
{
  TimedPlan out;
  std::map<std::string_view, TestTime> times;
  TestTime::Seconds sum{0};
  for (const PlannedTest& test : quickest_first(plan, first)) {
    TestTime& time = times[test.package];
    const TestTime::Seconds with_it = sum + time.more_with(*test.first);
    if (test.first->elapsed * rounds > limit) {
      out.slow.emplace(test.package, test.name);
    } else if (with_it * rounds > limit) {
      out.later.packages[std::string(test.package)].emplace(test.name);
    } else {
      sum = with_it;
      time.add(*test.first);
      out.now.packages[std::string(test.package)].emplace(test.name);
    }
  }
  return out;
}

} // namespace leakgate
