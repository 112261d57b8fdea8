#include "gate/base/text.hpp"
#include "reporters/console/layout.hpp"
#include "reporters/console/parts.hpp"
#include "reporters/text/terminal.hpp"
#include "reporters/wording/delta.hpp"
#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/totals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace leakgate::console {

namespace {

using terminal::Ink;
using terminal::Paint;

std::string
size_text(const Verdict& verdict, const VerdictTotals& totals)
{
  const std::string time = time_text(verdict);
  return (totals.judged == 0 ? "" : text::counted(totals.judged, "package") + " · ") +
         text::counted(totals.tests, "test") + (time.empty() ? "" : " in " + time);
}

std::string
cached_line(const Verdict& verdict, const ConsoleStyle& style)
{
  constexpr std::size_t k_most_names = 8;
  std::vector<std::string> names;
  std::size_t judged = 0;
  for (const PackageVerdict& package : verdict.packages) {
    judged += package.judged ? 1 : 0;
    if (package.judged && package.source == EvidenceSource::cache) {
      names.push_back(terminal::one_line(package.import_path));
    }
  }
  if (names.empty()) {
    return {};
  }
  const auto count = static_cast<long long>(names.size());
  std::string out =
      fmt::format("{} judged from Go's test cache", names.size() == judged && judged > 1
                                                        ? fmt::format("all {} packages", judged)
                                                        : text::counted(count, "package"));
  if (names.size() < judged || judged == 1) {
    const std::size_t hidden = names.size() - shown_rows(names.size(), k_most_names, style);
    names.resize(names.size() - hidden);
    out += ": " + text::join(names, ", ");
    out += hidden > 0 ? fmt::format(" and {} more", hidden) : "";
  }
  return margin_row("cached", out, style, Shade::dim);
}

std::string
ledger_line(const Ledger& ledger, const ConsoleStyle& style)
{
  std::string out = fmt::format("{} seen = {} before + {} runtime + {} allowed", ledger.seen,
                                ledger.in_before, ledger.runtime, ledger.allowed);
  out += ledger.baseline != 0 ? fmt::format(" + {} in baseline", ledger.baseline) : "";
  out += ledger.below_threshold != 0 ? fmt::format(" + {} below threshold", ledger.below_threshold)
                                     : "";
  out += fmt::format(" + {} reported", ledger.reported);
  if (ledger.balances()) {
    return margin_row("ledger", out, style, Shade::dim);
  }
  const std::string plain =
      margin_row("ledger", out + "  (does not add up)", {.color = false, .width = style.width});
  return Paint(style.color)(Ink::red, plain.substr(0, plain.size() - 1)) + "\n";
}

std::string
base_line(const Verdict& verdict, const ConsoleStyle& style)
{
  if (!verdict.base) { // the baseline has rows of its own
    return {};
  }
  return margin_row("base",
                    fmt::format("{}  ({})", to_text(*delta_of(verdict), " · "),
                                terminal::one_line(verdict.base->file)),
                    style);
}

struct Closing
{
  std::string word;
  Ink ink = Ink::red;
  std::string rest;
  std::string next; ///< what to do now, one thing a line; may be empty
};

// As a shell takes it.
std::string
quoted_file(const std::string& file)
{
  const bool plain = file.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                            "0123456789_-./+=:@") == std::string::npos;
  return plain ? file : fmt::format("'{}'", file);
}

std::string
result_file(const ReportContext& context)
{
  return context.result_file.empty() ? "result.json" : quoted_file(context.result_file);
}

// `leakgate explain result.json`, with how to come by that file where nobody asked for it.
std::string
explain_command(const ReportContext& context)
{
  return fmt::format("{}`leakgate explain {}`",
                     context.result_file.empty() ? "with --report json=result.json, " : "",
                     result_file(context));
}

// Who has no baseline yet is told how to start from what is there.
std::string
next_after_leaks(const VerdictTotals& totals, bool has_baseline, const ReportContext& context)
{
  std::string out = "next: " + explain_command(context) + " shows whole stacks";
  if (totals.leaking_places() > 0 && !has_baseline) {
    out += fmt::format("\nor `leakgate baseline {}` accepts today's leaks; only new ones fail from "
                       "then on",
                       result_file(context));
  }
  return out;
}

// The leaks of a red suite can be looked at all the same.
std::string
next_after_failure(const Verdict& verdict, const VerdictTotals& totals,
                   const ReportContext& context)
{
  if (totals.unbuilt_packages > 0) {
    return totals.unbuilt_packages == totals.failed_packages
               ? "next: make it build, then run it again"
               : "next: make it build and the tests pass, then run it again";
  }
  const bool by_tests = totals.failed_packages > 0 || verdict.reason.empty();
  std::string out = "next: ";
  out += by_tests ? "make the tests pass" : "see what it printed above";
  if (totals.leaking_places() == 0) {
    return out + ", then run it again";
  }
  out += by_tests ? " first; a failing test often skips its clean-up" : "";
  return out + "\n" + explain_command(context) + " shows the leaks with whole stacks";
}

Closing
closing_for(const Verdict& verdict, const ReportContext& context)
{
  const VerdictTotals totals = totals_of(verdict);
  const std::string found = found_text(verdict) + " · " + size_text(verdict, totals);
  switch (verdict.outcome) {
  case Outcome::pass: return {"ok", Ink::green, found, ""};
  case Outcome::leaks:
    return {"FAIL", Ink::red, found,
            next_after_leaks(totals, verdict.baseline.has_value(), context)};
  case Outcome::tests_failed:
    return {"FAIL", Ink::red,
            failed_text(verdict, totals) + (verdict.reason.empty() ? "" : " · " + verdict.reason) +
                " · " + found,
            next_after_failure(verdict, totals, context)};
  case Outcome::no_verdict: break;
  }
  return {"no verdict", Ink::yellow,
          verdict.reason.empty() ? "nothing could be measured" : verdict.reason,
          "no verdict is not a pass: exit code 3"};
}

// What the words beside the findings say of how sure that is.
std::string
evidence_row(const Verdict& verdict, const ConsoleStyle& style)
{
  std::vector<std::string> parts;
  for (const Tier tier : {Tier::proven, Tier::growing, Tier::lingering}) {
    if (std::ranges::any_of(verdict.findings, [&](const Finding& finding) {
          return finding.kind == FindingKind::goroutine && finding.tier == tier &&
                 finding.disposition == Disposition::reported;
        })) {
      parts.push_back(fmt::format("{}: {}", to_string(tier), finding_text::tier_in_words(tier)));
    }
  }
  return parts.empty() ? std::string()
                       : margin_row("evidence", text::join(parts, " · "), style, Shade::dim);
}

} // namespace

std::string
measured_rows(const Verdict& verdict, const ConsoleStyle& style)
{
  return evidence_row(verdict, style) + cached_line(verdict, style) +
         margin_row("repeated", verdict.confirmed, style, Shade::dim) +
         metrics_rows(verdict, style) + ledger_line(verdict.ledger, style);
}

std::string
closing_lines(const Verdict& verdict, const ReportContext& context, const ConsoleStyle& style)
{
  const Paint paint(style.color);
  const Closing closing = closing_for(verdict, context);
  const std::size_t width = usable_width(style);
  const std::string separator = verdict.outcome == Outcome::no_verdict ? ": " : "  ";
  const std::string head = "leakgate: " + closing.word + separator;
  const std::string lines =
      text::join(terminal::wrap(terminal::one_line(head + closing.rest), width, 10), "\n") + "\n";
  const std::size_t word_end = std::string_view("leakgate: ").size() + closing.word.size();
  std::string out =
      paint(Ink::bold, "leakgate: ") + paint(closing.ink, closing.word) + lines.substr(word_end);
  if (style.loudness == Loudness::quiet) {
    return out;
  }
  out.insert(0, base_line(verdict, style));
  for (const std::string_view step : text::split(closing.next, '\n')) {
    for (const std::string& line : terminal::wrap(step, width - 10)) {
      out += "          " + paint(Ink::dim, line) + "\n";
    }
  }
  return out;
}

} // namespace leakgate::console
