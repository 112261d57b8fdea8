#include "reporters/wording/let_pass.hpp"

#include "gate/base/text.hpp"
#include "reporters/wording/totals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace leakgate {

namespace {

// A verdict has no other trace of which of the limits it was than the words of the reason.
std::string
below_what(const Finding& finding)
{
  const auto says = [&](std::string_view words) {
    return finding.disposition_reason.find(words) != std::string::npos;
  };
  if (says(" permitted")) {
    return "permitted by a threshold";
  }
  if (says(fmt::format("severity {} is below ", to_string(finding.severity)))) {
    return fmt::format("of severity {}", to_string(finding.severity));
  }
  if (finding.tier == Tier::ends_by_itself) {
    return "ending by themselves";
  }
  if (finding.tier == Tier::one_time ||
      says(fmt::format("tier {} is weaker than ", to_string(finding.tier)))) {
    return std::string(to_string(finding.tier));
  }
  return "below a threshold";
}

// `memory in 2 places in the baseline`, and what does not fail for another reason.
std::vector<std::string>
memory_parts(const Verdict& verdict)
{
  std::map<std::string, long long> places;
  for (const Finding& finding : verdict.findings) {
    if (is_heap_leak(finding) && finding.disposition == Disposition::baseline) {
      ++places["in the baseline"];
    } else if (is_heap_leak(finding) && finding.disposition == Disposition::below_threshold) {
      ++places[below_what(finding)];
    }
  }
  std::vector<std::string> parts;
  for (const auto& [what, count] : places) {
    parts.push_back(fmt::format("memory in {} {}", text::counted(count, "place"), what));
  }
  return parts;
}

} // namespace

std::vector<std::string>
below_parts(const Verdict& verdict)
{
  // Unsigned: a sum of what a file says may overflow.
  std::vector<std::pair<std::string, std::uint64_t>> sums;
  for (const Finding& finding : verdict.findings) {
    if (finding.kind == FindingKind::goroutine &&
        finding.disposition == Disposition::below_threshold) {
      const std::string what = below_what(finding);
      auto sum = std::ranges::find(sums, what, &std::pair<std::string, std::uint64_t>::first);
      if (sum == sums.end()) {
        sum = sums.insert(sums.end(), {what, 0});
      }
      sum->second += static_cast<std::uint64_t>(finding.count);
    }
  }
  std::vector<std::string> parts;
  parts.reserve(sums.size());
  for (const auto& [what, count] : sums) {
    parts.push_back(fmt::format("{} {}", count, what));
  }
  return parts;
}

std::string
no_leaks_text(const Verdict& verdict)
{
  if (std::ranges::none_of(verdict.packages, &PackageVerdict::judged)) {
    return "nothing judged";
  }
  std::vector<std::string> parts = below_parts(verdict);
  if (verdict.ledger.baseline > 0) {
    parts.insert(parts.begin(), fmt::format("{} in the baseline", verdict.ledger.baseline));
  }
  std::ranges::move(memory_parts(verdict), std::back_inserter(parts));
  const std::string_view where =
      verdict.outcome != Outcome::no_verdict && has_unjudged(verdict) ? " in the rest" : "";
  return parts.empty() ? fmt::format("no leaks{}", where)
                       : fmt::format("no new leaks{} ({})", where, text::join(parts, ", "));
}

} // namespace leakgate
