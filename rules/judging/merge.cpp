#include "rules/judging/merge.hpp"

#include "gate/base/saturate.hpp"
#include "gate/model/metric.hpp"
#include "rules/judging/order.hpp"
#include "rules/judging/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace leakgate {

namespace {

template <typename T>
void
append(std::vector<T>& to, std::vector<T>& from)
{
  std::ranges::move(from, std::back_inserter(to));
}

// `name` tells most of them apart, so that few are compared in full.
template <typename T, typename Name>
void
append_new(std::vector<T>& to, std::vector<T>& from, Name name)
{
  std::unordered_multimap<std::string, std::size_t> known;
  for (std::size_t i = 0; i < to.size(); ++i) {
    known.emplace(name(to[i]), i);
  }
  for (T& each : from) {
    const std::string key = name(each);
    const auto [first, last] = known.equal_range(key);
    const bool is_new =
        std::none_of(first, last, [&](const auto& entry) { return to[entry.second] == each; });
    if (is_new) {
      known.emplace(key, to.size());
      to.push_back(std::move(each));
    }
  }
}

// What stands in the results: package and place make nearly each of them another one.
std::string
name_of(const Finding& finding)
{
  return fmt::format("{}\n{}\n{}\n{}:{}", finding.fingerprint, finding.package, finding.test,
                     finding.at.file, finding.at.line);
}

// Packages without tests are listed by every job that was given their pattern.
Result<void>
check_disjoint(const std::vector<NamedVerdict>& verdicts)
{
  std::map<std::string, std::string> seen;
  for (const auto& [name, verdict] : verdicts) {
    for (const PackageVerdict& package : verdict.packages) {
      if (has_nothing_to_judge(package.end)) {
        continue;
      }
      const auto [known, added] = seen.try_emplace(package.import_path, name);
      if (!added) {
        return failure(fmt::format("{}: {} is also in {} (merge results of jobs that ran "
                                   "different packages)",
                                   name, package.import_path, known->second));
      }
    }
  }
  return {};
}

void
merge_hits(std::vector<AllowHit>& to, const std::vector<AllowHit>& from)
{
  std::map<std::pair<std::string, std::string>, std::size_t> known;
  for (std::size_t i = 0; i < to.size(); ++i) {
    known.emplace(std::pair(to[i].id, to[i].matches), i);
  }
  for (const AllowHit& hit : from) {
    const auto [entry, added] = known.emplace(std::pair(hit.id, hit.matches), to.size());
    if (added) {
      to.push_back(hit);
    } else {
      to[entry->second].count = saturating_add(to[entry->second].count, hit.count);
    }
  }
  std::ranges::sort(to, {}, [](const AllowHit& hit) { return std::tie(hit.id, hit.matches); });
}

void
merge_baseline(std::optional<BaselineSummary>& to, std::optional<BaselineSummary>& from)
{
  if (!to || !from) {
    to = to ? std::move(to) : std::move(from);
    return;
  }
  to->clusters = std::max(to->clusters, from->clusters);
  to->matched += from->matched;
  const auto name = [](const BaselineEntry& entry) { return entry.package + entry.fingerprint; };
  append_new(to->gone, from->gone, name);
  append_new(to->fewer, from->fewer, name);
}

void
merge_base(std::optional<BaseComparison>& to, std::optional<BaseComparison>& from)
{
  if (!to || !from) {
    to = to ? std::move(to) : std::move(from);
    return;
  }
  to->fewer = saturating_add(to->fewer, from->fewer);
  to->gone = saturating_add(to->gone, from->gone);
  append_new(to->gone_findings, from->gone_findings,
             [](const GoneFinding& finding) { return finding.package + finding.fingerprint; });
}

// Where two jobs saw different sources, those of the first.
void
merge_sources(SourceLines& to, SourceLines& from)
{
  for (auto& [file, lines] : from) {
    to[file].merge(lines);
  }
}

// The ratio of all goroutines from those of two sets of packages.
double
weighted(double a, std::int64_t of_a, double b, std::int64_t of_b)
{
  const double all = static_cast<double>(of_a) + static_cast<double>(of_b);
  return all > 0 ? (a * static_cast<double>(of_a) + b * static_cast<double>(of_b)) / all : 0;
}

// What this leakgate does not know it cannot merge: it is left out, not added up in silence.
void
merge_metrics(Verdict& to, const Verdict& from)
{
  std::erase_if(to.metrics, [](const auto& each) { return find_metric(each.first) == nullptr; });
  for (const auto& [name, value] : from.metrics) {
    const MetricInfo* metric = find_metric(name);
    if (metric == nullptr) {
      continue;
    }
    const auto [known, added] = to.metrics.try_emplace(name, value);
    if (added) {
      continue;
    }
    switch (metric->merge) {
    case MetricMerge::sum: known->second += value; break;
    case MetricMerge::worst: known->second = std::max(known->second, value); break;
    case MetricMerge::by_goroutines:
      known->second = weighted(known->second, to.ledger.seen, value, from.ledger.seen);
      break;
    }
  }
}

// Of a package without tests that several jobs list one mention is enough, and where a job had
// tests of it, that job's.
template <typename T>
void
merge_packages(std::vector<T>& to, std::vector<T>& from)
{
  append(to, from);
  std::ranges::stable_sort(to, {}, [](const T& package) {
    return std::pair(std::string_view(package.import_path), has_nothing_to_judge(package.end));
  });
  const auto same = [](const T& a, const T& b) { return a.import_path == b.import_path; };
  to.erase(std::unique(to.begin(), to.end(), same), to.end());
}

void
merge_into(Verdict& to, Verdict& from)
{
  merge_metrics(to, from); // needs the ledger as it was
  to.ledger += from.ledger;
  if (to.go_version.find(from.go_version) == std::string::npos) {
    to.go_version += ", " + from.go_version;
  }
  if (!from.confirmed.empty()) {
    to.confirmed += (to.confirmed.empty() ? "" : "; ") + from.confirmed;
  }
  to.took_ms = std::max(to.took_ms, from.took_ms); // jobs run beside one another
  to.confirm_ms = std::max(to.confirm_ms, from.confirm_ms);
  append_new(to.findings, from.findings, [](const Finding& each) { return name_of(each); });
  merge_hits(to.allowed, from.allowed);
  merge_baseline(to.baseline, from.baseline);
  merge_base(to.base, from.base);
  append_new(to.loosened, from.loosened, [](const Loosening& each) { return each.what; });
  append_new(to.rules, from.rules, [](const RuleInfo& rule) { return rule.id; });
  to.coverage = std::min(to.coverage, from.coverage);
  to.partial = to.partial || from.partial;
  merge_packages(to.packages, from.packages);
  append(to.problems, from.problems);
  merge_packages(to.run.packages, from.run.packages);
  merge_sources(to.sources, from.sources);
}

void
drop_stale_that_matched(Verdict& verdict)
{
  std::set<std::string> used;
  std::ranges::transform(verdict.allowed, std::inserter(used, used.end()), &AllowHit::id);
  std::erase_if(verdict.findings, [&](const Finding& finding) {
    return finding.rule == "allow-stale" &&
           used.contains(fmt::format("{}:{}", finding.at.file, finding.at.line));
  });
}

// The word that a result carries, and what the rest of it says by itself.
struct Claim
{
  Outcome said;
  std::string reason;
  Outcome derived;
};

Claim
take_claim(Verdict& verdict)
{
  const Outcome said = verdict.outcome;
  std::string reason = std::move(verdict.reason);
  rules::decide_outcome(verdict);
  return {said, std::move(reason), verdict.outcome};
}

// What the rest of the results says goes, but none is made better than it calls itself, also among
// others: the go command may fail where every package passes, and a call that was killed is in no
// package.
void
heed(const std::vector<Claim>& claims, Verdict& verdict)
{
  for (const Claim& claim : claims) {
    const bool unexplained = claim.derived == Outcome::pass && claim.said != Outcome::pass;
    const bool failed = claim.said == Outcome::tests_failed;
    if (failed ? verdict.outcome != Outcome::tests_failed || verdict.reason.empty()
               : unexplained && verdict.outcome == Outcome::pass) {
      verdict.outcome = claim.said;
      verdict.reason = claim.reason;
    }
  }
  const Claim& only = claims.front();
  if (claims.size() == 1 && only.said == verdict.outcome && !only.reason.empty()) {
    verdict.reason = only.reason;
  }
}

} // namespace

Result<Verdict>
merge_verdicts(std::vector<NamedVerdict> verdicts)
{
  if (verdicts.empty()) {
    return failure("merge: expected results, got none");
  }
  if (auto disjoint = check_disjoint(verdicts); verdicts.size() > 1 && !disjoint) {
    return failure(disjoint.error());
  }
  std::vector<Claim> claims;
  std::ranges::transform(verdicts, std::back_inserter(claims),
                         [](NamedVerdict& each) { return take_claim(each.verdict); });
  Verdict merged = std::move(verdicts.front().verdict);
  for (std::size_t i = 1; i < verdicts.size(); ++i) {
    merge_into(merged, verdicts[i].verdict);
  }
  if (claims.size() > 1) {
    drop_stale_that_matched(merged);
    std::ranges::stable_sort(merged.rules, {}, &RuleInfo::id);
    rules::sort_findings(merged.findings);
  }
  rules::decide_outcome(merged);
  heed(claims, merged);
  return merged;
}

} // namespace leakgate
