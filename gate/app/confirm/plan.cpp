#include "gate/app/confirm/plan.hpp"

#include "rules/names/test_names.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace leakgate {

namespace {

bool
is_open(const Finding& finding)
{
  const bool weak =
      finding.disposition == Disposition::below_threshold && finding.tier == Tier::ends_by_itself;
  return finding.kind == FindingKind::goroutine &&
         (finding.disposition == Disposition::reported || weak);
}

// That others like it were seen to end is a hint, which rounds confirm or refute.
bool
is_open(const Leaker& leaker)
{
  return leaker.rounds.empty() && !leaker.young &&
         (leaker.tier == Tier::lingering || leaker.tier == Tier::ends_by_itself);
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

std::optional<std::chrono::duration<double>>
elapsed_of(const PackageRun& package, const std::string& test)
{
  const auto found = std::ranges::find(package.tests, test, &TestCase::name);
  return found == package.tests.end() ? std::nullopt : std::optional(found->elapsed);
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

std::vector<std::string>
leave_out_slow(ConfirmPlan& plan, const TestRun& first, int rounds, std::chrono::milliseconds limit)
{
  std::map<std::string, std::set<std::string>> quick;
  std::vector<std::string> slow;
  for (const auto& [import_path, tests] : plan.packages) {
    const auto run = std::ranges::find(first.packages, import_path, &PackageRun::import_path);
    for (const std::string& name : tests) {
      const auto found = run == first.packages.end()
                             ? std::optional<std::chrono::duration<double>>()
                             : elapsed_of(*run, name);
      if (found && *found * rounds > limit) {
        slow.push_back(name);
      } else {
        quick[import_path].insert(name);
      }
    }
  }
  if (quick.empty()) {
    return {};
  }
  plan.packages = std::move(quick);
  return slow;
}

} // namespace leakgate
