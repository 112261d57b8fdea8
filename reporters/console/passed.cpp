#include "gate/base/text.hpp"
#include "reporters/console/layout.hpp"
#include "reporters/console/parts.hpp"
#include "reporters/text/terminal.hpp"
#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/let_pass.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

/// What was let pass, and by what: nothing that a policy hides may be out of sight.
namespace leakgate::console {

namespace {

constexpr std::size_t k_most_loosened = 10;
constexpr std::size_t k_most_entries = 5;

std::string
below_row(const Verdict& verdict, const ConsoleStyle& style)
{
  const std::vector<std::string> parts = below_parts(verdict);
  std::string out = text::join(parts, ", ");
  const auto limits =
      std::count_if(verdict.findings.begin(), verdict.findings.end(), [](const Finding& finding) {
        return finding.disposition == Disposition::below_threshold && !is_leak(finding) &&
               (finding.kind == FindingKind::heap || finding.kind == FindingKind::metric);
      });
  const auto grown = std::ranges::count_if(verdict.findings, [](const Finding& finding) {
    return finding.disposition == Disposition::below_threshold && is_heap_leak(finding);
  });
  if (grown > 0) {
    out += (out.empty() ? "" : ", ") + ("memory that grows in " + text::counted(grown, "place"));
  }
  if (limits > 0) {
    out += (out.empty() ? "" : ", ") + text::counted(limits, "limit") + " exceeded";
  }
  return out.empty() ? out
                     : margin_row("below",
                                  "not failing: " + out + "; `leakgate explain` shows them", style);
}

// The first entries that are gone or have become fewer, the others counted.
void
add_entries(std::vector<Pair>& rows, const std::vector<BaselineEntry>& entries, bool gone,
            const ConsoleStyle& style)
{
  const std::string_view word = gone ? "gone" : "fewer";
  const std::size_t shown = shown_rows(entries.size(), k_most_entries, style);
  for (std::size_t i = 0; i < shown; ++i) {
    const BaselineEntry& entry = entries[i];
    const std::string& name = entry.what.empty() ? entry.fingerprint : entry.what;
    std::string right = terminal::one_line(entry.package);
    right += gone ? "" : fmt::format("{}now {}", right.empty() ? "" : " · ", entry.count);
    rows.push_back({fmt::format("{:<5}  {}", word, terminal::one_line(name)), right});
  }
  if (shown < entries.size()) {
    rows.push_back({fmt::format("… and {} more {}", entries.size() - shown, word), ""});
  }
}

std::string
baseline_rows(const Verdict& verdict, const ConsoleStyle& style)
{
  if (!verdict.baseline) {
    return {};
  }
  const BaselineSummary& baseline = *verdict.baseline;
  std::string out = fmt::format("{} known in {}, {} seen", text::counted(baseline.clusters, "leak"),
                                baseline.file, baseline.matched);
  std::string separator = "; ";
  for (const auto& [entries, word] :
       {std::pair(&baseline.gone, "gone"), std::pair(&baseline.fewer, "fewer")}) {
    if (!entries->empty()) {
      out += fmt::format("{}{} {}", separator, entries->size(), word);
      separator = ", ";
    }
  }
  std::vector<Pair> rows;
  add_entries(rows, baseline.gone, true, style);
  add_entries(rows, baseline.fewer, false, style);
  return margin_row("baseline", out, style) + pair_rows(rows, style, {.indent = 10}) +
         margin_row(
             "", rows.empty() ? "" : "`leakgate baseline --prune result.json` brings it up to date",
             style, Shade::dim);
}

std::string
loosened_rows(const Verdict& verdict, const ConsoleStyle& style)
{
  std::string out;
  const std::size_t shown = shown_rows(verdict.loosened.size(), k_most_loosened, style);
  for (std::size_t i = 0; i < shown; ++i) {
    const Loosening& loosening = verdict.loosened[i];
    const std::string where = to_string(loosening.where);
    out += margin_row(i == 0 ? "loosened" : "",
                      (where.empty() ? "" : where + ": ") + loosening.what, style);
  }
  if (shown < verdict.loosened.size()) {
    out += margin_row("", fmt::format("… and {} more", verdict.loosened.size() - shown), style);
  }
  return out;
}

// Tests that had not ended when they ran again: what they leaked is judged from the first run.
std::string
hung_rows(const Verdict& verdict, const ConsoleStyle& style)
{
  std::vector<const Finding*> hung;
  for (const Finding& finding : verdict.findings) {
    if (finding.kind == FindingKind::hung && finding.disposition != Disposition::reported) {
      hung.push_back(&finding);
    }
  }
  std::string out;
  const std::size_t shown = shown_rows(hung.size(), k_most_entries, style);
  for (std::size_t i = 0; i < shown; ++i) {
    out += margin_row(i == 0 ? "hung" : "",
                      fmt::format("{} ({})", hung[i]->message, hung[i]->package), style);
  }
  if (shown < hung.size()) {
    out += margin_row("", fmt::format("… and {} more", hung.size() - shown), style);
  }
  return out;
}

// Leaks that a change has not touched (--new-from-rev), where they would fail otherwise.
std::string
older_rows(const Verdict& verdict, const ConsoleStyle& style)
{
  constexpr std::string_view k_reason = "none of the functions that lead to it has lines ";
  std::vector<const Finding*> older;
  for (const Finding& finding : verdict.findings) {
    if (finding.disposition == Disposition::below_threshold &&
        finding.disposition_reason.find(k_reason) != std::string::npos) {
      older.push_back(&finding);
    }
  }
  std::string out;
  const std::size_t shown = shown_rows(older.size(), k_most_entries, style);
  for (std::size_t i = 0; i < shown; ++i) {
    const Finding& finding = *older[i];
    const Place& place = finding.started.known() ? finding.started : finding.blocked;
    out += margin_row(i == 0 ? "older" : "",
                      fmt::format("{} {}{}{} (not touched by the change)",
                                  finding_text::file_and_line(place), finding.message,
                                  finding.test.empty() ? "" : ", left by ", finding.test),
                      style);
  }
  if (shown < older.size()) {
    out += margin_row("", fmt::format("… and {} more", older.size() - shown), style);
  }
  return out;
}

} // namespace

std::string
allowed_section(const Verdict& verdict, const ConsoleStyle& style)
{
  if (verdict.allowed.empty()) {
    return {};
  }
  std::vector<Pair> rows;
  std::size_t digits = 1;
  for (const AllowHit& hit : verdict.allowed) {
    digits = std::max(digits, std::to_string(hit.count).size());
  }
  for (const AllowHit& hit : verdict.allowed) {
    rows.push_back(
        {fmt::format("{:>{}}  {}", hit.count, digits, terminal::one_line(hit.id)),
         terminal::one_line(hit.matches + (hit.matches.empty() ? "" : ": ") + hit.reason)});
  }
  return section_title("allowed", text::counted(verdict.ledger.allowed, "goroutine"), style) +
         pair_rows(rows, style);
}

std::string
entries_section(const Verdict& verdict, const ConsoleStyle& style)
{
  std::vector<Pair> rows;
  for (const Finding& finding : verdict.findings) {
    if (finding.kind == FindingKind::policy && finding.disposition != Disposition::reported) {
      const std::string place = finding_text::file_and_line(finding.at);
      rows.push_back({terminal::one_line(place.empty() ? finding.rule : place),
                      terminal::one_line(finding.message)});
    }
  }
  return rows.empty()
             ? std::string()
             : section_title("entries", fmt::format("{} stale or expired", rows.size()), style) +
                   pair_rows(rows, style);
}

std::string
passed_section(const Verdict& verdict, const ConsoleStyle& style)
{
  return hung_rows(verdict, style) + older_rows(verdict, style) + below_row(verdict, style) +
         baseline_rows(verdict, style) + loosened_rows(verdict, style);
}

} // namespace leakgate::console
