#include "gate/base/text.hpp"
#include "reporters/html/parts.hpp"
#include "reporters/text/escape_html.hpp"
#include "reporters/wording/totals.hpp"

#include <fmt/format.h>

#include <vector>

namespace leakgate::html {

namespace {

// Of heap, metrics and the configuration.
long long
limits_of(const VerdictTotals& totals)
{
  return totals.limits + totals.entries;
}

// Findings that fail nothing.
long long
let_pass(const Verdict& verdict, const VerdictTotals& totals)
{
  return static_cast<long long>(verdict.findings.size()) - totals.findings();
}

// `20,911`: what a talk can show.
std::string
grouped(std::uint64_t count)
{
  std::string out = std::to_string(count);
  for (std::size_t at = out.size(); at > 3; at -= 3) {
    out.insert(at - 3, ",");
  }
  return out;
}

std::string
grouped(long long count)
{
  return grouped(static_cast<std::uint64_t>(count)); // of things that were counted: not negative
}

std::string
leaks_text(const VerdictTotals& totals)
{
  std::vector<std::string> parts;
  if (totals.places > 0) {
    parts.push_back(
        fmt::format("{} goroutine{} leaked", grouped(totals.leaks), totals.leaks == 1 ? "" : "s"));
  }
  if (totals.grown > 0) {
    parts.push_back("memory grows in " + text::counted(totals.grown, "place"));
  }
  if (!parts.empty()) {
    return text::capitalized(text::join(parts, ", "));
  }
  const std::string other = found_text(totals, "");
  return other.empty() ? "No leaks" : text::capitalized(other);
}

std::string
headline(const Verdict& verdict, const VerdictTotals& totals)
{
  switch (verdict.outcome) {
  case Outcome::tests_failed: {
    const std::string failed =
        totals.failed_packages == 0 && failed_text(verdict, totals) == "the command failed"
            ? "The command failed"
            : "Tests failed";
    return totals.findings() > 0 ? failed + ", and " + leaks_text(totals) : failed;
  }
  case Outcome::no_verdict: return "No verdict";
  case Outcome::pass:
  case Outcome::leaks: break;
  }
  return leaks_text(totals);
}

// One sentence: what to do now.
std::string
next_step(const Verdict& verdict, const VerdictTotals& totals)
{
  constexpr long long k_many_places = 20;
  switch (verdict.outcome) {
  case Outcome::pass:
    return let_pass(verdict, totals) > 0
               ? "Nothing fails. What was accepted is listed below, with why."
               : "Nothing to do.";
  case Outcome::no_verdict:
    return (verdict.reason.empty() ? "Nothing could be measured" : verdict.reason) +
           ". This is not a pass.";
  case Outcome::tests_failed:
    return "Make the tests pass first: a failing test often skips its clean-up.";
  case Outcome::leaks: break;
  }
  if (totals.leaking_places() > k_many_places) {
    return "Accept today's leaks with a baseline, so that only new ones fail, and fix from the top "
           "of the list.";
  }
  if (totals.places > 0) {
    return "Open a finding: it names the test, the go statement, the line that waits, and what "
           "usually fixes it.";
  }
  return totals.grown > 0 ? "Open a finding: it names the test, the line that allocates, what "
                            "keeps the memory, and what usually fixes it."
                          : "Raise the limit, or find out what grew.";
}

std::string
tile(std::string_view label, const std::string& value)
{
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", label, value);
}

std::string
seconds_of(double seconds)
{
  return fmt::format("{:.1f}<small> s</small>", seconds);
}

std::string_view
word(Outcome outcome)
{
  switch (outcome) {
  case Outcome::pass: return "✓ pass";
  case Outcome::leaks: return "✕ leaks";
  case Outcome::tests_failed: return "✕ tests failed";
  case Outcome::no_verdict: break;
  }
  return "? no verdict";
}

} // namespace

std::string
verdict_section(const Verdict& verdict)
{
  const VerdictTotals totals = totals_of(verdict);
  const long long passed = let_pass(verdict, totals);
  std::string out = fmt::format(
      "<section id=\"verdict\" class=\"{}\" aria-labelledby=\"verdict-title\">\n"
      "<p class=\"outcome\">{}</p>\n<h1 id=\"verdict-title\">{}</h1>\n<p class=\"lead\">{}</p>\n",
      to_string(verdict.outcome), word(verdict.outcome), headline(verdict, totals),
      escape_html::text(next_step(verdict, totals)));
  out += delta_line(verdict) + "<dl class=\"tiles\">\n";
  out += totals.folded > 0 ? tile("causes", grouped(totals.places - totals.folded)) : "";
  if (totals.places > 0 || totals.grown == 0) {
    out +=
        tile(totals.places == 1 ? "place that leaks" : "places that leak", grouped(totals.places));
  }
  out += totals.grown > 0 ? tile("memory that grows", grouped(totals.grown)) : "";
  out += limits_of(totals) > 0 ? tile("limits exceeded", grouped(limits_of(totals))) : "";
  out += totals.failed_tests > 0 ? tile("failed tests", grouped(totals.failed_tests)) : "";
  out += passed > 0 ? tile("accepted", grouped(passed)) : "";
  out += tile("packages judged",
              fmt::format("{}<small> of {}</small>", totals.judged, verdict.packages.size()));
  out += tile("tests", grouped(totals.tests));
  out += verdict.took_ms > 0 ? tile("time", seconds_of(static_cast<double>(verdict.took_ms) / 1000))
                             : tile("test time", seconds_of(totals.seconds));
  out += "</dl>\n";
  if (!verdict.confirmed.empty()) {
    out +=
        "<p class=\"quiet\">Leaking tests were repeated: " + escape_html::text(verdict.confirmed) +
        (verdict.confirm_ms > 0
             ? fmt::format(", in {:.1f} s", static_cast<double>(verdict.confirm_ms) / 1000)
             : "") +
        ".</p>\n";
  }
  return out + "</section>\n";
}

} // namespace leakgate::html
