#include "gate/base/text.hpp"
#include "reporters/html/parts.hpp"
#include "reporters/text/escape_html.hpp"
#include "reporters/wording/families.hpp"
#include "reporters/wording/finding_rows.hpp"
#include "reporters/wording/finding_text.hpp"

#include <fmt/format.h>

#include <algorithm>

/// The findings as they stand in the page itself; the script replaces the table by one that
/// can be searched. So this one has what a reader needs to fix a leak, and no more.
namespace leakgate::html {

namespace {

constexpr std::size_t k_most_static = 200;

std::string
item(const finding_rows::Row& row, const ReportContext& context)
{
  if (row.text.empty() && row.place == nullptr) {
    return {};
  }
  std::string out = fmt::format("<dt>{}</dt><dd>{}", row.label, escape_html::text(row.text));
  if (row.place != nullptr) {
    const std::string source(text::trim(finding_text::source_at(context.source_line, *row.place)));
    out += fmt::format(" <span class=\"place\">{}</span>{}",
                       escape_html::text(finding_text::file_and_line(*row.place)),
                       source.empty() ? "" : "<br><code>" + escape_html::text(source) + "</code>");
  }
  return out + "</dd>";
}

std::string
chain(const Finding& finding, const std::vector<const Finding*>& below,
      const ReportContext& context)
{
  std::string out = "<dl class=\"links\">";
  for (const auto& rows :
       {finding_rows::advice(finding), finding_rows::chain(finding), finding_rows::facts(finding),
        finding_rows::family(finding, below, k_most_static)}) {
    for (const finding_rows::Row& row : rows) {
      out += item(row, context);
    }
  }
  std::string entry;
  for (const std::string& line : finding_text::allow_entry(finding)) {
    entry += (entry.empty() ? "" : "\n") + escape_html::text(line);
  }
  const bool fails = finding.disposition == Disposition::reported && !entry.empty();
  return out +
         (fails ? "<dt>to allow it</dt><dd><pre class=\"entry\">" + entry + "</pre></dd>" : "") +
         "</dl>";
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
         fmt::format(
             "<td><strong>{}</strong> <code>{}</code>{}<br><span class=\"quiet\">{}</span>{}</td>",
             escape_html::text(finding.message),
             escape_html::text(
                 finding_text::short_function(finding_text::leaking_function(finding))),
             is_leak(finding) ? " · " + escape_html::text(finding_text::evidence(finding)) : "",
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
