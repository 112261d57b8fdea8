#include "reporters/codequality.hpp"

#include "reporters/ci_place.hpp"
#include "reporters/finding_text.hpp"
#include "reporters/plain_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <optional>
#include <set>

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
where(std::string_view label, const Place& place, const SourceRoots& roots)
{
  const std::string function =
      plain_text::one_line(finding_text::short_function(place.function), k_name_bytes);
  const std::optional<CiPlace> inside = ci_place(place, roots);
  const std::string line =
      plain_text::one_line(inside ? fmt::format("{}:{}", inside->path, inside->line)
                                  : finding_text::file_and_line(place),
                           k_name_bytes);
  if (function.empty() && line.empty()) {
    return {};
  }
  return fmt::format(", {}{}{}{}{}", label, function.empty() ? "" : " in ", function,
                     line.empty() ? "" : " at ", line);
}

// The widget shows nothing but this line and the place of the entry.
std::string
description(const Finding& finding, const SourceRoots& roots)
{
  std::string out = plain_text::one_line(finding.message, k_name_bytes);
  if (shows_goroutine(finding.kind)) {
    out += fmt::format(" ({})",
                       plain_text::one_line(finding_text::test_or_phase(finding), k_name_bytes));
    out += where("started", finding.started, roots) + where("blocked", finding.blocked, roots);
  } else {
    out += finding.package.empty() ? "" : fmt::format(" ({})", finding.package);
    out += where(finding.kind == FindingKind::heap ? "grew" : "found", finding.at, roots);
  }
  return out + (finding.help.empty() ? "" : ". " + finding.help);
}

// GitLab keeps one entry of those with equal fingerprints, so the second one of a file gets
// a number behind it; the order of the findings is the same in every run.
std::string
unique_fingerprint(const Finding& finding, std::set<std::string>& used)
{
  const std::string base = plain_text::one_line(
      finding.fingerprint.empty() ? finding.rule + ":" + finding.package : finding.fingerprint,
      k_name_bytes);
  std::string out = base;
  for (int n = 2; !used.insert(out).second; ++n) {
    out = fmt::format("{}-{}", base, n);
  }
  return out;
}

} // namespace

std::string
render_codequality(const Verdict& verdict, const ReportContext&)
{
  Json entries = Json::array();
  std::set<std::string> used;
  if (verdict.outcome == Outcome::no_verdict) {
    used.insert("leakgate:no-verdict");
    entries.push_back(entry("leakgate has no verdict: " + verdict.reason, "no-verdict",
                            "leakgate:no-verdict", "blocker", ci_module_place(verdict.roots)));
  }
  for (const Finding& finding : verdict.findings) {
    if (finding.disposition == Disposition::reported) {
      entries.push_back(entry(description(finding, verdict.roots), finding.rule,
                              unique_fingerprint(finding, used), severity_word(finding.severity),
                              ci_places(finding, verdict.roots).front()));
    }
  }
  return entries.dump(2) + "\n";
}

} // namespace leakgate
