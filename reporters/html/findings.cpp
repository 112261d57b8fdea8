#include "gate/base/text.hpp"
#include "reporters/html/parts.hpp"
#include "reporters/text/escape_html.hpp"
#include "reporters/wording/families.hpp"
#include "reporters/wording/finding_text.hpp"

#include <fmt/format.h>

#include <algorithm>

/// The findings as they stand in the page itself; the script replaces the table by one that
/// can be searched. So this one has what a reader needs to fix a leak, and no more.
namespace leakgate::html {

namespace {

constexpr std::size_t k_most_static = 200;

std::string
link(std::string_view label, std::string_view name, const Place& place,
     const ReportContext& context)
{
  if (name.empty() && !place.known()) {
    return {};
  }
  std::string source;
  if (context.source_line && place.known()) {
    source = text::trim(context.source_line(place.file, place.line));
  }
  const std::string where = finding_text::file_and_line(place);
  return fmt::format("<dt>{}</dt><dd>{} <span class=\"place\">{}</span>{}</dd>", label,
                     escape_html::text(name), escape_html::text(where),
                     source.empty() ? "" : "<br><code>" + escape_html::text(source) + "</code>");
}

// In one order everywhere: test, started, blocked, pattern.
std::string
chain(const Finding& finding, const std::vector<const Finding*>& below,
      const ReportContext& context)
{
  std::string out = "<dl class=\"links\">";
  if (shows_goroutine(finding.kind)) {
    out += link("test", finding_text::test_or_phase(finding), finding.at, context);
    if (finding.called.known()) {
      out += link("called", finding_text::short_function(finding.called.function), finding.called,
                  context);
    }
    out += link("started", finding_text::short_function(finding.started.function), finding.started,
                context);
    out += link("blocked", finding_text::short_function(finding.blocked.function), finding.blocked,
                context);
  } else {
    out += link("where", finding_text::short_function(finding.at.function), finding.at, context);
  }
  if (finding.deadlock) {
    out += "<dt>deadlock</dt><dd>" + escape_html::text(finding_text::deadlock(finding)) + "</dd>";
  }
  for (const std::string& line : finding_text::followers(finding, below, k_most_static)) {
    out += "<dt>with it</dt><dd>" + escape_html::text(line) + "</dd>";
  }
  if (!finding.help.empty()) {
    out += "<dt>pattern</dt><dd>" + escape_html::text(finding.help) + "</dd>";
  }
  return out + "</dl>";
}

std::string
severity_cell(Severity severity)
{
  return fmt::format("<td><span class=\"severity {0}\">{0}</span></td>", to_string(severity));
}

std::string
row(const Finding& finding, const std::vector<const Finding*>& below, const ReportContext& context)
{
  const bool goroutine = finding.kind == FindingKind::goroutine;
  std::string status(to_string(finding.disposition));
  std::replace(status.begin(), status.end(), '_', ' ');
  std::string why = finding_text::exceeded(finding);
  why = why.empty() ? finding.disposition_reason : why;
  return severity_cell(finding.severity) +
         fmt::format("<td><strong>{}</strong>{}<br><span class=\"quiet\">{}</span>{}</td>",
                     escape_html::text(finding.message),
                     goroutine ? " · " + escape_html::text(finding_text::evidence(finding)) : "",
                     escape_html::text(finding.package), chain(finding, below, context)) +
         cell(status + (why.empty() ? "" : ": " + why)) +
         cell(goroutine ? std::to_string(finding.count) : "", "number");
}

} // namespace

std::string
findings_section(const Verdict& verdict, const ReportContext& context)
{
  if (verdict.findings.empty()) {
    return section("findings", "Findings",
                   "<p class=\"quiet\">No goroutine was left behind, and no limit exceeded.</p>\n");
  }
  const Families families(verdict);
  std::vector<std::string> rows;
  std::size_t shown = 0; // with what is told below them
  for (const Finding* finding : families.in_order()) {
    if (rows.size() < k_most_static && !families.is_folded(*finding)) {
      const std::vector<const Finding*>& below = families.below(*finding);
      rows.push_back(row(*finding, below, context));
      shown += 1 + below.size();
    }
  }
  std::string body = "<div id=\"findings-body\">\n" +
                     table("Findings", {"Severity", "Finding", "Status", "#Count"}, rows);
  if (shown < verdict.findings.size()) {
    body += fmt::format("<p>{} more findings are shown with JavaScript only.</p>\n",
                        verdict.findings.size() - shown);
  }
  return section("findings", "Findings", body + "</div>\n");
}

} // namespace leakgate::html
