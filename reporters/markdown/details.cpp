#include "gate/base/text.hpp"
#include "reporters/markdown/parts.hpp"
#include "reporters/text/escape_markdown.hpp"
#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/heap_growth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace leakgate::markdown {

namespace {

using escape_markdown::code;
using escape_markdown::text;
using Rows = std::vector<std::string>;

constexpr std::size_t k_most_rows = 30;

// The first rows as a list, the others counted.
std::string
list(const Rows& rows, std::size_t unlisted = 0)
{
  std::string out;
  const std::size_t shown = std::min(rows.size(), k_most_rows);
  for (std::size_t i = 0; i < shown; ++i) {
    out += "- " + rows[i] + "\n";
  }
  const std::size_t hidden = rows.size() - shown + unlisted;
  return out + (hidden > 0 ? fmt::format("- … and {} more\n", hidden) : "");
}

std::string
section(std::string_view title, const Rows& rows)
{
  return rows.empty() ? std::string()
                      : folded(fmt::format("{}: {}", title, rows.size()), list(rows));
}

std::string
why(std::string_view escaped)
{
  return escaped.empty() ? std::string() : fmt::format(": {}", escaped);
}

std::string
finding_row(const Finding& finding)
{
  if (is_heap_leak(finding)) {
    const std::string test = finding.test.empty() ? "" : ", left by " + code(finding.test);
    return fmt::format("{} ({}){}{}", text(finding.message),
                       heap_growth::each_round(finding.rounds, finding.objects), test,
                       why(text(finding.disposition_reason)));
  }
  if (finding.kind != FindingKind::goroutine) {
    const std::string place = finding_text::file_and_line(finding.at);
    const std::string about = place.empty() ? finding.package : place;
    return (about.empty() ? "" : code(about) + " ") + text(finding.message) +
           why(text(finding.disposition_reason));
  }
  const std::string test = finding.test.empty() ? "" : ", left by " + code(finding.test);
  return fmt::format("{} × {} in {}{}{}", finding.count, text(finding.message),
                     code(finding_text::leaking_function(finding)), test,
                     why(text(finding.disposition_reason)));
}

Rows
findings_with(const Verdict& verdict, Disposition disposition)
{
  Rows rows;
  for (const Finding& finding : verdict.findings) {
    if (finding.disposition == disposition && finding.kind != FindingKind::policy) {
      rows.push_back(finding_row(finding));
    }
  }
  return rows;
}

Rows
entry_notes(const Verdict& verdict)
{
  Rows rows;
  for (const Finding& finding : verdict.findings) {
    if (finding.disposition != Disposition::reported && finding.kind == FindingKind::policy) {
      rows.push_back(finding_row(finding));
    }
  }
  return rows;
}

std::string
allowed_section(const Verdict& verdict)
{
  Rows rows;
  for (const AllowHit& hit : verdict.allowed) {
    rows.push_back(fmt::format("{} × {}{}", hit.count, code(hit.id), why(text(hit.reason))));
  }
  return section("Allow entries that were used", rows);
}

std::string
baseline_section(const Verdict& verdict)
{
  if (!verdict.baseline) {
    return {};
  }
  const BaselineSummary& baseline = *verdict.baseline;
  Rows rows = findings_with(verdict, Disposition::baseline);
  const auto name = [](const BaselineEntry& entry) {
    return code(entry.what.empty() ? entry.fingerprint : entry.what) +
           (entry.package.empty() ? "" : " in " + code(entry.package));
  };
  Rows changes;
  for (const BaselineEntry& entry : baseline.gone) {
    changes.push_back("gone: " + name(entry));
  }
  for (const BaselineEntry& entry : baseline.fewer) {
    changes.push_back(fmt::format("fewer, now {}: {}", entry.count, name(entry)));
  }
  std::string body =
      fmt::format("{}: {} known, {} seen, {} gone, {} fewer\n\n", code(baseline.file),
                  baseline.clusters, baseline.matched, baseline.gone.size(), baseline.fewer.size());
  if (!changes.empty()) {
    body += list(changes) +
            "\n`leakgate baseline --prune result.json` takes out what is gone, so that it cannot "
            "come back.\n\n";
  }
  return folded(fmt::format("Baseline: {} known, {} gone, {} fewer", baseline.clusters,
                            baseline.gone.size(), baseline.fewer.size()),
                body + list(rows));
}

std::string
gone_row(const GoneFinding& finding)
{
  const std::string place = finding_text::file_and_line(finding.at);
  return text(finding.message) + (finding.test.empty() ? "" : ", left by " + code(finding.test)) +
         (finding.package.empty() ? "" : " in " + code(finding.package)) +
         (place.empty() ? "" : ", " + code(place));
}

std::string
base_section(const Verdict& verdict)
{
  if (!verdict.base || verdict.base->gone_findings.empty()) {
    return {};
  }
  Rows rows;
  for (const GoneFinding& finding : verdict.base->gone_findings) {
    rows.push_back(gone_row(finding));
  }
  const auto listed = static_cast<std::int64_t>(rows.size());
  const std::int64_t all = std::max(verdict.base->gone, listed);
  return folded(fmt::format("Gone since the base: {}", all),
                list(rows, static_cast<std::size_t>(all - listed)));
}

std::string
loosened_section(const Verdict& verdict)
{
  Rows rows;
  for (const Loosening& loosening : verdict.loosened) {
    const std::string where = to_string(loosening.where);
    rows.push_back((where.empty() ? "" : code(where) + ": ") + text(loosening.what));
  }
  return section("Loosened by the configuration of the checkout", rows);
}

std::string
heap_section(const Verdict& verdict)
{
  const std::vector<const PackageVerdict*> packages = heap_growth::telling_packages(verdict);
  std::string table = "| package | before | after | growth |\n| --- | --: | --: | --: |\n";
  const std::size_t shown = std::min(packages.size(), k_most_rows);
  for (std::size_t i = 0; i < shown; ++i) {
    const HeapSummary& heap = *packages[i]->heap;
    table += fmt::format("| {} | {} | {} | {} |\n", text(packages[i]->import_path),
                         text::byte_size(heap.before_bytes), text::byte_size(heap.after_bytes),
                         heap_growth::signed_size(heap_growth::bytes_of(heap)));
  }
  table += shown < packages.size() ? fmt::format("\n… and {} more\n", packages.size() - shown) : "";
  for (std::size_t i = 0; i < shown; ++i) {
    if (const std::string& note = packages[i]->heap->note; !note.empty()) {
      table += fmt::format("\n{}: {}\n", code(packages[i]->import_path), text(note));
    }
  }
  return packages.empty() ? std::string() : folded("Live heap before and after the tests", table);
}

std::string
ledger_table(const Ledger& ledger)
{
  return fmt::format("| goroutines seen | before the tests | runtime | allowed | baseline | below "
                     "threshold | reported |\n| --: | --: | --: | --: | --: | --: | --: |\n"
                     "| {} | {} | {} | {} | {} | {} | {} |\n",
                     ledger.seen, ledger.in_before, ledger.runtime, ledger.allowed, ledger.baseline,
                     ledger.below_threshold, ledger.reported) +
         (ledger.balances() ? "" : "\n**This does not add up.**\n");
}

std::string
measured_section(const Verdict& verdict)
{
  Rows rows;
  for (const auto& [name, value] : verdict.metrics) {
    constexpr double k_exact = 1e15;
    const bool whole = std::abs(value) < k_exact && value == std::trunc(value);
    rows.push_back(whole ? code(fmt::format("{}: {:.0f}", name, value))
                         : code(fmt::format("{}: {:.4g}", name, value)));
  }
  if (!verdict.confirmed.empty()) {
    rows.push_back("repeated: " + text(verdict.confirmed));
  }
  return folded("Every goroutine after the tests, and the metrics",
                ledger_table(verdict.ledger) + "\n" + list(rows));
}

std::string
problems_section(const Verdict& verdict)
{
  Rows rows;
  for (const Problem& problem : verdict.problems) {
    rows.push_back((problem.where.empty() ? "" : code(problem.where) + ": ") + text(problem.what));
  }
  for (const PackageVerdict& package : verdict.packages) {
    if (package.judged && !package.note.empty()) {
      rows.push_back(code(package.import_path) + ": " + text(package.note));
    }
  }
  return section("Not measured, or only in part", rows);
}

} // namespace

std::string
folded(const std::string& summary, const std::string& body)
{
  // The empty lines end the block of HTML, so that the body is Markdown again.
  return body.empty()
             ? std::string()
             : fmt::format("<details><summary>{}</summary>\n\n{}\n</details>\n\n", summary, body);
}

std::string
passed_line(const Verdict& verdict)
{
  const auto limits =
      std::count_if(verdict.findings.begin(), verdict.findings.end(), [](const Finding& finding) {
        return finding.disposition != Disposition::reported && !is_leak(finding) &&
               (finding.kind == FindingKind::heap || finding.kind == FindingKind::metric);
      });
  std::vector<std::string> parts;
  const auto add = [&](std::int64_t count, std::string_view noun, std::string_view what) {
    if (count != 0) {
      parts.push_back(text::counted(count, noun) + std::string(what));
    }
  };
  add(verdict.ledger.allowed, "goroutine", " allowed");
  add(verdict.ledger.baseline, "goroutine", " in the baseline");
  add(verdict.ledger.below_threshold, "goroutine", " below a threshold");
  add(limits, "limit", " exceeded");
  add(static_cast<std::int64_t>(verdict.loosened.size()), "loosened setting", "");
  add(static_cast<std::int64_t>(entry_notes(verdict).size()), "note", " on the configuration");
  return parts.empty() ? std::string() : "**Not failing:** " + text::join(parts, " · ") + "\n\n";
}

std::string
folded_sections(const Verdict& verdict)
{
  return base_section(verdict) + section("Allowed", findings_with(verdict, Disposition::allowed)) +
         allowed_section(verdict) + baseline_section(verdict) +
         section("Below a threshold", findings_with(verdict, Disposition::below_threshold)) +
         section("Notes on the configuration", entry_notes(verdict)) + loosened_section(verdict) +
         heap_section(verdict) + measured_section(verdict) + problems_section(verdict);
}

} // namespace leakgate::markdown
