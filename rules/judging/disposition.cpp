#include "rules/judging/disposition.hpp"

#include "gate/base/saturate.hpp"
#include "gate/base/text.hpp"
#include "rules/matching/allow_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace leakgate::rules {

namespace {

constexpr auto k_too_weak = "{} {} is {} {}, from which on the gate fails";

void
add_reason(Finding& finding, const std::string& reason)
{
  finding.disposition_reason += finding.disposition_reason.empty() ? "" : "; ";
  finding.disposition_reason += reason;
}

void
decide(Finding& finding, Disposition disposition, const std::string& reason)
{
  finding.disposition = disposition;
  add_reason(finding, reason);
}

// What an entry of the file allows needs no comment.
void
match_comments(std::vector<Judged>& leaks, const Policy& policy)
{
  for (Judged& leak : leaks) {
    for (const AllowComment& comment : policy.comments) {
      if (leak.allow == nullptr && !has_expired(comment.entry, policy) &&
          is_about(comment, leak.finding)) {
        leak.allow = &comment.entry;
      }
    }
  }
}

void
allow(std::vector<Judged>& leaks)
{
  std::map<const AllowEntry*, std::int64_t> used;
  for (const Judged& leak : leaks) {
    std::int64_t& count = used[leak.allow];
    count = saturating_add(count, all_of(leak.finding));
  }
  for (Judged& leak : leaks) {
    if (leak.allow == nullptr) {
      continue;
    }
    const AllowEntry& entry = *leak.allow;
    if (const std::int64_t got = used[leak.allow]; entry.max && got > *entry.max) {
      add_reason(leak.finding,
                 fmt::format("allowed up to {} by {}, got {}", amount_of(leak.finding, *entry.max),
                             entry.id, amount_of(leak.finding, got)));
    } else {
      decide(leak.finding, Disposition::allowed, fmt::format("{}: {}", entry.id, entry.reason));
    }
  }
}

// It ends with them. It is no goroutine of the entry, so that it does not count towards its `max`.
void
allow_bound(std::vector<Judged>& leaks)
{
  const auto is_allowed = [&](std::size_t i) {
    return leaks[i].finding.disposition == Disposition::allowed;
  };
  for (Judged& leak : leaks) {
    if (leak.finding.disposition != Disposition::reported || leak.bound_to.empty() ||
        !std::ranges::all_of(leak.bound_to, is_allowed)) {
      continue;
    }
    const Judged& other = leaks[leak.bound_to.front()];
    leak.allow = other.allow;
    decide(leak.finding, Disposition::allowed,
           fmt::format("{}: it ends with {}, which is allowed: {}", other.allow->id,
                       other.finding.blocked.function.empty() ? other.finding.fingerprint
                                                              : other.finding.blocked.function,
                       other.allow->reason));
  }
}

// What allocators round, and a map that was split a round earlier, is no growth.
std::int64_t
covered_by(const BaselineGroup& group, const Finding& finding)
{
  constexpr std::int64_t k_slack = 4096;
  return is_heap_leak(finding)
             ? saturating_add(group.recorded, std::max(group.recorded / 8, k_slack))
             : group.recorded;
}

std::string
recorded_in(const Baseline& baseline, const BaselineGroup& group, const Finding& finding)
{
  const auto first = std::ranges::min_element(group.entries, {}, [](const BaselineEntry* each) {
    return std::string_view(each->first_seen);
  });
  return fmt::format("baseline {}: {} recorded on {}", baseline.file,
                     amount_of(finding, group.recorded), (*first)->first_seen);
}

// All of a group or nothing of it, so that a goroutine less never makes another leak fail.
void
compare(std::vector<Judged>& leaks, const BaselineIndex& index)
{
  std::vector<const Finding*> findings;
  std::ranges::transform(leaks, std::back_inserter(findings),
                         [](const Judged& leak) { return &leak.finding; });
  for (const BaselineGroup& group : index.groups(findings)) {
    std::vector<Finding*> open;
    std::int64_t got = 0;
    for (const std::size_t i : group.findings) {
      Finding& finding = leaks[i].finding;
      finding.baseline_count = group.recorded;
      if (finding.disposition == Disposition::reported) {
        open.push_back(&finding);
        got = saturating_add(got, all_of(finding));
      }
    }
    for (Finding* finding : open) {
      if (got <= covered_by(group, *finding)) {
        decide(*finding, Disposition::baseline, recorded_in(index.baseline(), group, *finding));
      } else {
        add_reason(*finding,
                   fmt::format("baseline has {}, got {}", amount_of(*finding, group.recorded),
                               amount_of(*finding, got)));
      }
    }
  }
}

void
excuse_none(Finding& finding)
{
  finding.count += std::exchange(finding.excused, 0);
  for (Leaker& leaker : finding.leakers) {
    leaker.excused = false;
  }
}

void
permit_growth(std::vector<Judged>& leaks, const PackageLimits& limits)
{
  const auto is_open = [](const Judged& leak) {
    return leak.finding.disposition == Disposition::reported;
  };
  std::int64_t left = 0;
  for (const Judged& leak : leaks) {
    left = saturating_add(left, is_open(leak) ? leak.finding.count : 0);
  }
  const std::int64_t permitted = limits.thresholds.goroutine_growth;
  if (left == 0 || left > permitted) {
    return;
  }
  for (Judged& leak : leaks) {
    if (is_open(leak)) {
      excuse_none(leak.finding);
      decide(leak.finding, Disposition::below_threshold,
             fmt::format("{} left in the package, {} {} permitted{}",
                         text::counted(left, "goroutine"), permitted, permitted == 1 ? "is" : "are",
                         limits.where.empty() ? "" : fmt::format(" ({})", limits.where)));
    }
  }
}

void
permit_rounds(std::vector<Judged>& leaks, const PackageLimits& limits)
{
  const std::optional<std::int64_t>& permitted = limits.thresholds.heap_per_round_bytes;
  for (Judged& leak : leaks) {
    Finding& finding = leak.finding;
    if (permitted && finding.disposition == Disposition::reported &&
        all_of(finding) <= *permitted) {
      decide(finding, Disposition::below_threshold,
             fmt::format("{} each round are permitted{}", text::byte_size(*permitted),
                         limits.where.empty() ? "" : fmt::format(" ({})", limits.where)));
    }
  }
}

void
dispose_by_strength(Finding& finding, const Policy& policy)
{
  if (finding.tier < policy.fail_tier) {
    decide(finding, Disposition::below_threshold,
           fmt::format(k_too_weak, "tier", to_string(finding.tier), "weaker than",
                       to_string(policy.fail_tier)));
  } else {
    dispose_by_severity(finding, policy);
  }
}

// Of a finding that fails: what tests left of it whose own evidence would not.
void
excuse_weak(Finding& finding, const Policy& policy)
{
  for (Leaker& leaker : finding.leakers) {
    leaker.excused = leaker.tier < policy.fail_tier;
    finding.excused = saturating_add(finding.excused, leaker.excused ? leaker.count : 0);
  }
  finding.count -= finding.excused;
}

// What holds of goroutines and of memory alike.
void
dispose_each(std::vector<Judged>& leaks, const Policy& policy, const BaselineIndex* baseline,
             const PlaceOf& place_of)
{
  match_comments(leaks, policy);
  allow(leaks);
  allow_bound(leaks);
  if (baseline != nullptr) {
    compare(leaks, *baseline);
  }
  for (Judged& leak : leaks) {
    if (leak.finding.disposition == Disposition::reported) {
      dispose_by_strength(leak.finding, policy);
    }
    if (leak.finding.disposition == Disposition::reported) {
      dispose_by_change(leak.finding, policy, place_of);
    }
  }
}

// Only what would fail is run again: for all else there is nothing to explain.
void
forget_notes(std::vector<Judged>& leaks)
{
  for (Judged& leak : leaks) {
    Finding& finding = leak.finding;
    if (finding.disposition != Disposition::reported && finding.rounds.empty() &&
        finding.tier > Tier::one_time) {
      finding.confirm_note.clear();
    }
  }
}

} // namespace

void
dispose_by_severity(Finding& finding, const Policy& policy)
{
  if (finding.severity < policy.fail_severity) {
    decide(finding, Disposition::below_threshold,
           fmt::format(k_too_weak, "severity", to_string(finding.severity), "below",
                       to_string(policy.fail_severity)));
  }
}

void
dispose_by_change(Finding& finding, const Policy& policy, const PlaceOf& place_of)
{
  if (policy.changed && !is_touched(*policy.changed, finding, place_of)) {
    decide(finding, Disposition::below_threshold,
           fmt::format("none of the functions that lead to it has lines changed since {}",
                       policy.changed->since));
  }
}

void
dispose_heap(std::vector<Judged>& leaks, const Policy& policy, const PackageLimits& limits,
             const BaselineIndex* baseline, const PlaceOf& place_of)
{
  dispose_each(leaks, policy, baseline, place_of);
  permit_rounds(leaks, limits);
}

void
dispose(std::vector<Judged>& leaks, const Policy& policy, const PackageLimits& limits,
        const BaselineIndex* baseline, const PlaceOf& place_of)
{
  dispose_each(leaks, policy, baseline, place_of);
  for (Judged& leak : leaks) {
    if (leak.finding.disposition == Disposition::reported) {
      excuse_weak(leak.finding, policy);
    }
  }
  permit_growth(leaks, limits);
  forget_notes(leaks);
}

void
add_to_columns(const std::vector<Judged>& leaks, Ledger& ledger)
{
  for (const Judged& leak : leaks) {
    const Finding& finding = leak.finding;
    switch (finding.disposition) {
    case Disposition::reported:
      ledger.reported += finding.count;
      ledger.below_threshold += finding.excused;
      break;
    case Disposition::allowed: ledger.allowed += finding.count; break;
    case Disposition::baseline: ledger.baseline += finding.count; break;
    case Disposition::below_threshold: ledger.below_threshold += finding.count; break;
    }
  }
}

} // namespace leakgate::rules
