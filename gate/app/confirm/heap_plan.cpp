#include "gate/app/confirm/heap_plan.hpp"

#include "gate/app/confirm/lone_plan.hpp"
#include "gate/app/confirm/suite_time.hpp"
#include "rules/names/suite_names.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

namespace leakgate {

namespace {

// A goroutine without anything of its own takes less, its stack not counted.
constexpr std::int64_t k_bare_goroutine = 4096;

struct Growth
{
  std::int64_t bytes = 0;
  std::int64_t objects = 0;
};

// No value where the package was not measured, or in several processes, of which one may have been
// started by a test of the other.
std::optional<Growth>
growth_of(const std::string& import_path, const Evidence& evidence)
{
  const PackageEvidence* found = nullptr;
  for (const PackageEvidence& each : evidence.packages) {
    if (each.import_path == import_path) {
      if (found != nullptr) {
        return std::nullopt;
      }
      found = &each;
    }
  }
  if (found == nullptr || !found->before || !found->after || !found->before->memory ||
      !found->after->memory) {
    return std::nullopt;
  }
  const MemoryStats& before = *found->before->memory;
  const MemoryStats& after = *found->after->memory;
  return Growth{after.heap_alloc_bytes - before.heap_alloc_bytes,
                after.heap_objects - before.heap_objects};
}

bool
grew_by_trigger(const Growth& growth, const HeapPolicy& policy)
{
  return growth.bytes >= policy.trigger_bytes || growth.objects >= policy.trigger_objects;
}

bool
is_triggered(const Growth& growth, const HeapPolicy& policy)
{
  return policy.check == HeapChecking::on || grew_by_trigger(growth, policy);
}

// What was accepted is looked for again, or nobody could tell that it is gone.
bool
is_in_baseline(const std::string& import_path, const Policy& policy)
{
  return policy.baseline &&
         std::ranges::any_of(policy.baseline->entries, [&](const BaselineEntry& entry) {
           return entry.heap && entry.package == import_path;
         });
}

// The tests that left goroutines for more than once, and how many these are.
std::int64_t
set_apart(HeapTarget& target, const Verdict& verdict)
{
  std::int64_t goroutines = 0;
  for (const Finding& finding : verdict.findings) {
    if (finding.kind != FindingKind::goroutine || finding.package != target.package) {
      continue;
    }
    for (const Leaker& leaker : finding.leakers) {
      if (leaker.tier >= Tier::lingering) {
        goroutines += leaker.count;
        const std::string test(rules::top_level_test(leaker.test));
        if (target.tests.erase(test) > 0) {
          target.apart.insert(test);
        }
      }
    }
  }
  return goroutines;
}

} // namespace

std::vector<HeapTarget>
plan_heap_check(const Verdict& verdict, const Evidence& evidence, const Policy& given)
{
  const HeapPolicy& policy = given.heap;
  std::vector<HeapTarget> targets;
  for (const PackageVerdict& package : verdict.packages) {
    const bool whole =
        package.judged && came_to_its_end(package.end) &&
        (package.source == EvidenceSource::probe || package.source == EvidenceSource::cache);
    const auto run =
        std::ranges::find(evidence.run.packages, package.import_path, &PackageRun::import_path);
    if (policy.check == HeapChecking::off || !whole || run == evidence.run.packages.end()) {
      continue;
    }
    const auto growth = growth_of(package.import_path, evidence);
    if (!growth || !(is_triggered(*growth, policy) || is_in_baseline(package.import_path, given))) {
      continue;
    }
    HeapTarget target{package.import_path, passed_tests(*run), {}, false, growth->bytes};
    const std::int64_t goroutines = set_apart(target, verdict);
    target.holds = !target.apart.empty() && growth->bytes >= policy.trigger_bytes &&
                   growth->bytes / std::max<std::int64_t>(1, goroutines) >= k_bare_goroutine;
    // Where nothing can run again, that is to be told.
    const bool none = target.apart.empty() && grew_by_trigger(*growth, policy);
    if (!target.tests.empty() || target.holds || none) {
      targets.push_back(std::move(target));
    }
  }
  return targets;
}

std::vector<HeapTarget>
quickest_first(std::vector<HeapTarget> targets, const TestRun& first)
{
  std::map<std::string, TestTime::Seconds> times;
  for (const HeapTarget& target : targets) {
    const auto run = std::ranges::find(first.packages, target.package, &PackageRun::import_path);
    times[target.package] =
        run == first.packages.end() ? TestTime::Seconds(0) : time_of(target.tests, *run);
  }
  std::ranges::stable_sort(targets, {},
                           [&](const HeapTarget& target) { return times[target.package]; });
  return targets;
}

std::vector<std::set<std::string>>
each_of_few(const std::set<std::string>& tests)
{
  constexpr std::size_t k_few = 4;
  std::vector<std::set<std::string>> out;
  if (tests.size() > k_few) {
    out.push_back(tests);
    return out;
  }
  for (const std::string& test : tests) {
    out.push_back({test});
  }
  return out;
}

} // namespace leakgate
