#include "rules/baseline/update.hpp"

#include "gate/base/saturate.hpp"
#include "rules/baseline/groups.hpp"
#include "rules/baseline/order.hpp"
#include "rules/baseline/reach.hpp"
#include "rules/baseline/summary.hpp"
#include "rules/names/suite_names.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace leakgate {

namespace {

using namespace rules;

bool
is_accepted(const Finding& finding)
{
  // What is started once, or ends by itself, fails as soon as repeating it does not decide, so it
  // is recorded too.
  return is_leak(finding) &&
         (finding.disposition == Disposition::reported ||
          finding.disposition == Disposition::baseline ||
          (finding.disposition == Disposition::below_threshold && finding.tier < Tier::lingering));
}

std::string
what_of(const Finding& finding)
{
  if (is_heap_leak(finding)) {
    return finding.message;
  }
  const std::string& function = finding.blocked.function;
  const std::size_t folder = function.rfind('/');
  const std::string name = folder == std::string::npos ? function : function.substr(folder + 1);
  return name.empty() ? finding.state : finding.state + " in " + name;
}

// The fingerprints of `findings` that no entry has yet become variants of `entry`.
void
add_variants(const std::vector<const Finding*>& findings,
             const std::vector<const BaselineEntry*>& others, BaselineEntry& entry)
{
  std::set<std::string> known = {entry.fingerprint};
  for (const BaselineEntry* each : others) {
    known.insert(each->fingerprint);
    known.insert(each->variants.begin(), each->variants.end());
  }
  const auto add = [&](const std::string& fingerprint) {
    if (known.insert(fingerprint).second) {
      entry.variants.push_back(fingerprint);
    }
  };
  for (const Finding* finding : findings) {
    add(finding->fingerprint);
    for (const std::string& place : finding->places) {
      add(place);
    }
    for (const StackVariant& variant : finding->variants) {
      add(variant.fingerprint);
    }
  }
  std::ranges::sort(entry.variants);
  entry.variants.erase(std::unique(entry.variants.begin(), entry.variants.end()),
                       entry.variants.end());
}

// A table of a thousand subtests would be a thousand names in the file.
constexpr std::size_t k_most_tests = 20;

void
add_tests(const Finding& finding, BaselineEntry& entry)
{
  std::set<std::string> tests(entry.tests.begin(), entry.tests.end());
  for (std::string& test : leaving_tests(finding)) {
    tests.insert(std::move(test));
  }
  if (tests.size() > k_most_tests) {
    std::set<std::string> top_level;
    for (const std::string& test : tests) {
      top_level.emplace(top_level_test(test));
    }
    tests = std::move(top_level);
  }
  entry.tests.assign(tests.begin(), tests.end());
}

BaselineEntry
entry_of(const Finding& finding, const std::string& today)
{
  BaselineEntry entry;
  entry.fingerprint = finding.fingerprint;
  entry.package = finding.package;
  entry.count = all_of(finding);
  entry.first_seen = today;
  entry.what = what_of(finding);
  entry.parked = finding.parked;
  add_tests(finding, entry);
  entry.heap = is_heap_leak(finding);
  add_variants({&finding}, {}, entry);
  return entry;
}

// The group's entries with what the verdict saw more of it, put into `changed`.
void
grow(const BaselineGroup& group, const std::vector<const Finding*>& accepted,
     std::map<std::string, BaselineEntry>& changed)
{
  BaselineEntry entry = *group.entries.front();
  std::int64_t seen = 0;
  std::vector<const Finding*> findings;
  for (const std::size_t i : group.findings) {
    findings.push_back(accepted[i]);
    seen = saturating_add(seen, all_of(*accepted[i]));
    entry.parked = entry.parked && accepted[i]->parked;
    add_tests(*accepted[i], entry);
  }
  add_variants(findings, group.entries, entry);
  if (seen > group.recorded) {
    entry.count = saturating_add(entry.count, saturating_subtract(seen, group.recorded));
  }
  changed.insert_or_assign(entry.fingerprint, std::move(entry));
}

void
accept(Baseline& baseline, const Verdict& verdict, const std::string& today)
{
  std::vector<const Finding*> accepted;
  std::map<std::string, BaselineEntry> changed;
  for (const Finding& finding : verdict.findings) {
    if (is_accepted(finding)) {
      accepted.push_back(&finding);
      changed.emplace(finding.fingerprint, entry_of(finding, today));
    }
  }
  for (const BaselineGroup& group : BaselineIndex(baseline).groups(accepted)) {
    for (const std::size_t i : group.findings) {
      changed.erase(accepted[i]->fingerprint);
    }
    grow(group, accepted, changed);
  }
  std::erase_if(baseline.entries,
                [&](const BaselineEntry& entry) { return changed.contains(entry.fingerprint); });
  for (auto& [fingerprint, entry] : changed) {
    baseline.entries.push_back(std::move(entry));
  }
  std::ranges::sort(baseline.entries, baseline_entry_less);
}

} // namespace

Baseline
updated_baseline(const std::optional<Baseline>& old, const std::vector<Verdict>& verdicts,
                 const std::string& today)
{
  Baseline baseline = old.value_or(Baseline{});
  std::ranges::sort(baseline.entries, baseline_entry_less);
  for (const Verdict& verdict : verdicts) {
    accept(baseline, verdict, today);
  }
  return baseline;
}

Baseline
pruned_baseline(const Baseline& old, const std::vector<Verdict>& verdicts,
                const InCheckout& in_checkout)
{
  std::map<const BaselineEntry*, std::int64_t> most_seen;
  for (const Verdict& verdict : verdicts) {
    for (const auto& [entry, count] : seen_of_baseline(old, verdict.findings)) {
      std::int64_t& most = most_seen[entry];
      most = std::max(most, count);
    }
  }
  std::vector<Reach> runs;
  for (const Verdict& verdict : verdicts) {
    runs.emplace_back(verdict, in_checkout);
  }
  Baseline pruned{old.file, {}};
  for (const BaselineEntry& entry : old.entries) {
    const bool measured =
        std::ranges::any_of(runs, [&](const Reach& reach) { return reach.covers(entry); });
    const auto seen = most_seen.find(&entry);
    if (!measured) {
      pruned.entries.push_back(entry);
    } else if (seen != most_seen.end()) {
      pruned.entries.push_back(entry);
      pruned.entries.back().count = std::min(entry.count, seen->second);
    }
  }
  std::ranges::sort(pruned.entries, baseline_entry_less);
  return pruned;
}

} // namespace leakgate
