#include "gate/base/saturate.hpp"
#include "rules/judging/merge.hpp"
#include "rules/judging/outcome.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

namespace leakgate {

namespace {

template <typename T>
void
append(std::vector<T>& to, std::vector<T>& from)
{
  std::ranges::move(from, std::back_inserter(to));
}

std::int64_t*
column_of(Ledger& ledger, Disposition disposition)
{
  switch (disposition) {
  case Disposition::reported: return &ledger.reported;
  case Disposition::allowed: return &ledger.allowed;
  case Disposition::baseline: return &ledger.baseline;
  case Disposition::below_threshold: return &ledger.below_threshold;
  }
  return nullptr;
}

// Takes the goroutines of a finding that is told by another one out of the ledger again.
void
take_out(Ledger& ledger, const Finding& finding)
{
  if (finding.kind != FindingKind::goroutine) {
    return;
  }
  *column_of(ledger, finding.disposition) -= finding.count;
  ledger.below_threshold -= finding.excused;
  ledger.seen -= finding.count + finding.excused;
}

// What says more of a leak: that it is reported, the evidence, the number.
auto
weight(const Finding& finding)
{
  return std::tuple(finding.disposition == Disposition::reported, finding.tier, finding.count);
}

// Findings of one package, `later` of a call that came later. The ledger has both.
void
join_findings(std::vector<Finding>& to, std::vector<Finding> later, Ledger& ledger)
{
  for (Finding& finding : later) {
    const auto known = std::ranges::find_if(to, [&](const Finding& each) {
      return each.package == finding.package && each.kind == finding.kind &&
             each.rule == finding.rule && each.fingerprint == finding.fingerprint &&
             (finding.kind == FindingKind::goroutine || each.message == finding.message);
    });
    if (known == to.end()) {
      to.push_back(std::move(finding));
      continue;
    }
    if (weight(*known) < weight(finding)) {
      std::swap(*known, finding);
    }
    take_out(ledger, finding);
  }
}

bool
has_failed(const TestCase& test)
{
  return test.outcome == TestOutcome::fail;
}

void
join_tests(std::vector<TestCase>& to, std::vector<TestCase>& later)
{
  for (TestCase& test : later) {
    const auto known = std::ranges::find(to, test.name, &TestCase::name);
    if (known == to.end()) {
      to.push_back(std::move(test));
    } else if (test.outcome != TestOutcome::none) {
      *known = std::move(test);
    }
  }
}

// Only a failed test can be mended by another run: of a crash nobody knows what it cut off.
PackageEnd
joined_end(PackageEnd before, PackageEnd later, const std::vector<TestCase>& tests)
{
  const bool by_tests = before == PackageEnd::failed || before == PackageEnd::stopped;
  const bool mended = by_tests && std::ranges::none_of(tests, has_failed);
  return go_test_failed(before) && !mended ? before : later;
}

void
join_runs(PackageRun& to, PackageRun& later)
{
  join_tests(to.tests, later.tests);
  to.end = joined_end(to.end, later.end, to.tests);
  to.cached = to.cached && later.cached;
  to.elapsed += later.elapsed;
  to.output += later.output;
  append(to.snapshot_ids, later.snapshot_ids);
  if (go_test_failed(to.end)) {
    append(to.failures, later.failures);
  } else {
    to.failures.clear();
  }
}

void
join_packages(PackageVerdict& to, PackageVerdict& later, PackageEnd end)
{
  to.end = end;
  to.judged = to.judged && later.judged;
  if (to.note.empty()) {
    to.note = std::move(later.note);
  }
  to.narrowed = to.narrowed || later.narrowed;
  to.ledger += later.ledger;
  to.goroutines_after = std::max(to.goroutines_after, later.goroutines_after);
  to.settle_ms = std::max(to.settle_ms, later.settle_ms);
  for (const auto& [state, count] : later.states) {
    to.states[state] = saturating_add(to.states[state], count);
  }
  append(to.kept, later.kept);
  const auto growth = [](const std::optional<HeapSummary>& heap) {
    return heap ? heap->after_bytes - heap->before_bytes : std::int64_t{0};
  };
  if (!to.heap || growth(later.heap) > growth(to.heap)) {
    to.heap = std::move(later.heap);
  }
}

Ledger
sum_of(const std::vector<PackageVerdict>& packages)
{
  Ledger sum;
  for (const PackageVerdict& package : packages) {
    sum += package.ledger;
  }
  return sum;
}

std::vector<Finding>
take_findings(Verdict& verdict, const std::string& package)
{
  const auto of_others =
      std::stable_partition(verdict.findings.begin(), verdict.findings.end(),
                            [&](const Finding& finding) { return finding.package != package; });
  std::vector<Finding> taken(std::make_move_iterator(of_others),
                             std::make_move_iterator(verdict.findings.end()));
  verdict.findings.erase(of_others, verdict.findings.end());
  return taken;
}

// Moves into `to` what `later` says of packages that both have tests of.
void
join_common(Verdict& to, Verdict& later)
{
  std::set<std::string> joined;
  for (PackageVerdict& package : later.packages) {
    const std::string path = package.import_path; // what it says may be moved away
    const auto known = std::ranges::find(to.packages, path, &PackageVerdict::import_path);
    if (known == to.packages.end() || has_nothing_to_judge(known->end) ||
        has_nothing_to_judge(package.end)) {
      continue;
    }
    joined.insert(path);
    const auto run = std::ranges::find(to.run.packages, path, &PackageRun::import_path);
    const auto run_later = std::ranges::find(later.run.packages, path, &PackageRun::import_path);
    if (run != to.run.packages.end() && run_later != later.run.packages.end()) {
      join_runs(*run, *run_later);
      later.run.packages.erase(run_later);
    }
    join_packages(*known, package, run == to.run.packages.end() ? known->end : run->end);
    join_findings(to.findings, take_findings(later, path), known->ledger);
    package.import_path = path;
  }
  std::erase_if(later.packages, [&](const PackageVerdict& package) {
    return joined.contains(package.import_path);
  });
  to.ledger = sum_of(to.packages);
  later.ledger = sum_of(later.packages);
}

bool
any_package_failed(const Verdict& verdict)
{
  return std::ranges::any_of(verdict.run.packages,
                             [](const PackageRun& run) { return go_test_failed(run.end); });
}

// That a package failed is derived anew from what its tests came to.
void
forget_failure(Verdict& verdict, bool by_package)
{
  if (by_package && verdict.outcome == Outcome::tests_failed) {
    rules::decide_outcome(verdict);
  }
}

} // namespace

Result<Verdict>
merge_calls(std::vector<NamedVerdict> calls)
{
  if (calls.empty()) {
    return merge_verdicts({});
  }
  NamedVerdict merged = std::move(calls.front());
  for (std::size_t i = 1; i < calls.size(); ++i) {
    Verdict& later = calls[i].verdict;
    const bool failed = any_package_failed(merged.verdict);
    const bool failed_later = any_package_failed(later);
    join_common(merged.verdict, later);
    forget_failure(merged.verdict, failed);
    forget_failure(later, failed_later);
    append(merged.verdict.roots.modules, later.roots.modules);
    std::vector<NamedVerdict> both;
    both.push_back(std::move(merged));
    both.push_back(std::move(calls[i]));
    auto joined = merge_verdicts(std::move(both));
    if (!joined) {
      return joined;
    }
    merged = {"", std::move(*joined)};
  }
  std::vector<NamedVerdict> one;
  one.push_back(std::move(merged));
  return merge_verdicts(std::move(one));
}

} // namespace leakgate
