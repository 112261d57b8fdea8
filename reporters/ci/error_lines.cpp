#include "gate/base/text.hpp"
#include "reporters/ci/workflow_commands.hpp"
#include "reporters/text/terminal.hpp"
#include "reporters/wording/families.hpp"
#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/heap_growth.hpp"

#include <fmt/format.h>

namespace leakgate {

namespace {

constexpr std::size_t k_most_lines = 1000;

std::string
at(std::string_view label, const Place& place)
{
  return place.known() ? fmt::format(", {} at {}", label, finding_text::file_and_line(place))
                       : std::string();
}

std::string
line_of(const Finding& finding, const std::vector<const Finding*>& below)
{
  std::string out = "leakgate: " + finding.message;
  if (finding.kind == FindingKind::goroutine) {
    out += fmt::format(" ({} of {})", finding_text::test_or_phase(finding), finding.package);
    out += finding.count > 1 ? fmt::format(", {} goroutines", finding.count) : "";
    out += at("started", finding.started) + at("blocked", finding.blocked);
    out += below.empty() ? "" : fmt::format(", and {} more that follow from it", below.size());
  } else if (is_heap_leak(finding)) {
    out += fmt::format(" ({} of {}), {}", finding_text::test_or_phase(finding), finding.package,
                       heap_growth::each_round(finding.rounds, finding.objects));
    out += at("at", finding.at);
  } else {
    out += finding.package.empty() ? "" : fmt::format(" ({})", finding.package);
    out += at("at", finding.at);
  }
  return terminal::one_line(out) + "\n";
}

} // namespace

std::string
error_lines(const Verdict& verdict)
{
  std::string out;
  std::size_t lines = 0;
  const Families families(verdict);
  for (const Finding* finding : families.told()) {
    if (lines++ < k_most_lines) {
      out += line_of(*finding, families.below(*finding));
    }
  }
  if (lines > k_most_lines) {
    out += fmt::format("leakgate: {} more findings are in the reports\n", lines - k_most_lines);
  }
  const bool no_verdict = verdict.outcome == Outcome::no_verdict;
  if (no_verdict || (verdict.outcome == Outcome::tests_failed && !verdict.reason.empty())) {
    out += terminal::one_line(
               fmt::format("leakgate: {}{}", no_verdict ? "no verdict: " : "", verdict.reason)) +
           "\n";
  }
  return out;
}

} // namespace leakgate
