#include "reporters/ci/codequality.hpp"

#include "gate/base/text.hpp"
#include "reporters/text/plain_text.hpp"
#include "reporters/wording/ci_place.hpp"
#include "reporters/wording/families.hpp"
#include "reporters/wording/finding_rows.hpp"
#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/totals.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace leakgate {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t k_name_bytes = 200;
constexpr std::size_t k_description_bytes = 1000;

// `blocker` is left for a run that could not be judged.
std::string_view
severity_word(Severity severity)
{
  switch (severity) {
  case Severity::high: return "critical";
  case Severity::medium: return "major";
  case Severity::low: return "minor";
  case Severity::note: break;
  }
  return "info";
}

Json
entry(std::string_view description, std::string_view check, std::string_view fingerprint,
      std::string_view severity, const CiPlace& place)
{
  return {{"description", plain_text::one_line(description, k_description_bytes)},
          {"check_name", plain_text::one_line(check, k_name_bytes)},
          {"fingerprint", fingerprint},
          {"severity", severity},
          {"location",
           {{"path", plain_text::one_line(place.path, k_description_bytes)},
            {"lines", {{"begin", place.line}}}}}};
}

std::string
where(const finding_rows::Row& row, const SourceRoots& roots)
{
  const std::string function = plain_text::one_line(row.text, k_name_bytes);
  const std::optional<CiPlace> inside = ci_place(*row.place, roots);
  const std::string line =
      plain_text::one_line(inside ? fmt::format("{}:{}", inside->path, inside->line)
                                  : finding_text::file_and_line(*row.place),
                           k_name_bytes);
  if (function.empty() && line.empty()) {
    return {};
  }
  return fmt::format(", {}{}{}{}{}", row.label == "where" ? "found" : row.label,
                     function.empty()         ? ""
                     : row.label == "kept by" ? " "
                                              : " in ",
                     function, line.empty() ? "" : " at ", line);
}

// The widget shows nothing but this line and the place of the entry.
std::string
description(const Finding& finding, const std::vector<const Finding*>& below,
            const SourceRoots& roots)
{
  std::string out = plain_text::one_line(finding.message, k_name_bytes);
  const std::string who = shows_goroutine(finding.kind) || is_heap_leak(finding)
                              ? finding_text::test_or_phase(finding)
                              : finding.package;
  out += who.empty() ? "" : fmt::format(" ({})", plain_text::one_line(who, k_name_bytes));
  for (const finding_rows::Row& row : finding_rows::chain(finding)) {
    out += row.label == "test" ? "" : where(row, roots);
  }
  if (!below.empty()) {
    out += fmt::format(", and {} that follow from it",
                       text::counted(static_cast<long long>(below.size()), "finding"));
  }
  for (const finding_rows::Row& row : finding_rows::advice(finding)) {
    out += row.label == "why" ? ". " + text::capitalized(row.text) : ". Fix: " + row.text;
  }
  return out;
}

// GitLab keeps one entry of those with equal fingerprints, so the second one of a file gets
// a number behind it; the order of the findings is the same in every run.
class Fingerprints
{
public:
  std::string
  unique(const Finding& finding)
  {
    const std::string base = plain_text::one_line(
        finding.fingerprint.empty() ? finding.rule + ":" + finding.package : finding.fingerprint,
        k_name_bytes);
    std::string out = base;
    int& number = m_next.try_emplace(base, 2).first->second;
    while (!m_used.insert(out).second) {
      out = fmt::format("{}-{}", base, number++);
    }
    return out;
  }

private:
  std::unordered_set<std::string> m_used;
  std::unordered_map<std::string, int> m_next; ///< the number that the next equal one tries
};

// Entries that are missing count as fixed, so the widget must say that they were not looked at.
std::string
unjudged_packages(const Verdict& verdict)
{
  const PackageVerdict* first = nullptr;
  long long count = 0;
  for (const PackageVerdict& package : verdict.packages) {
    if (is_judged_in_part(package)) {
      first = first == nullptr ? &package : first;
      ++count;
    }
  }
  if (first == nullptr) {
    return {};
  }
  const std::string more =
      count > 1 ? fmt::format(" (and {} more)", text::counted(count - 1, "package")) : "";
  return fmt::format(
      "leakgate: {}{}; leaks of it that are not listed here are not fixed, they were not looked "
      "at",
      plain_text::one_line(unjudged_text(*first), 2 * k_name_bytes), more);
}

} // namespace

std::string
render_codequality(const Verdict& verdict, const ReportContext&)
{
  Json entries = Json::array();
  Fingerprints fingerprints;
  if (verdict.outcome == Outcome::no_verdict) {
    entries.push_back(entry("leakgate has no verdict: " + verdict.reason, "no-verdict",
                            "leakgate:no-verdict", "blocker", ci_module_place(verdict.roots)));
  } else if (const std::string unjudged = unjudged_packages(verdict); !unjudged.empty()) {
    entries.push_back(entry(unjudged, "not-judged", "leakgate:not-judged", "blocker",
                            ci_module_place(verdict.roots)));
  }
  const Families families(verdict);
  for (const Finding* finding : families.told()) {
    entries.push_back(entry(description(*finding, families.below(*finding), verdict.roots),
                            finding->rule, fingerprints.unique(*finding),
                            severity_word(finding->severity),
                            ci_places(*finding, verdict.roots).front()));
  }
  return entries.dump(2) + "\n";
}

} // namespace leakgate
