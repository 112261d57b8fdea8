#include "gate/base/text.hpp"
#include "reporters/markdown/parts.hpp"
#include "reporters/text/escape_markdown.hpp"
#include "reporters/wording/delta.hpp"
#include "reporters/wording/failed_tests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace leakgate::markdown {

namespace {

using escape_markdown::code;
using escape_markdown::text;

constexpr std::size_t k_piece = 300;

std::string
sign_of(Outcome outcome)
{
  switch (outcome) {
  case Outcome::pass: return "✅";
  case Outcome::no_verdict: return "⚠️";
  case Outcome::leaks:
  case Outcome::tests_failed: break;
  }
  return "❌";
}

std::string
in_words(PackageEnd end)
{
  std::string words(to_string(end));
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

// How it differs from what was there before: what a reviewer asks first.
std::string
delta_line(const Verdict& verdict)
{
  const std::optional<Delta> delta = delta_of(verdict);
  if (!delta) {
    return {};
  }
  std::vector<std::string> parts;
  for (const DeltaPart& part : parts_of(*delta)) {
    parts.push_back(part.bad ? fmt::format("**{}**", part.text) : part.text);
  }
  return fmt::format("Against the {}: {}\n\n", delta->against, text::join(parts, ", "));
}

// What the verdict means to somebody who reads it for the first time.
std::string
meaning(const Verdict& verdict, const VerdictTotals& totals)
{
  switch (verdict.outcome) {
  case Outcome::pass: return "No test left a goroutine behind that counts as a leak.";
  case Outcome::leaks:
    return totals.places > 0
               ? "These goroutines were started during the tests and are still there after them. "
                 "In production such goroutines pile up, with all the memory they hold."
           : totals.grown > 0
               ? "Each time these tests run they keep more memory, after garbage collections, and "
                 "never use it again. In production that goes on until the process is killed."
               : "No goroutine leaked, but something else is over its limit.";
  case Outcome::tests_failed:
    return totals.leaking_places() > 0
               ? "Make the tests pass first: a failing test often skips its "
                 "clean-up, and the leaks below may go with it."
               : "Make the tests pass, then leaks can be judged.";
  case Outcome::no_verdict: break;
  }
  return "Not enough could be measured to judge. **This is not a pass.**";
}

} // namespace

std::string
tool_name(const ReportContext& context)
{
  return context.job.empty() ? "leakgate" : fmt::format("leakgate ({})", text(context.job, 100));
}

std::string
headline_section(const Verdict& verdict, const ReportContext& context)
{
  const VerdictTotals totals = totals_of(verdict);
  std::string out = fmt::format("## {} {}: {}\n\n", sign_of(verdict.outcome), tool_name(context),
                                headline(verdict));
  if (!verdict.reason.empty()) {
    out += fmt::format("**Why:** {}\n\n", text(verdict.reason, 2000));
  }
  out += delta_line(verdict) + meaning(verdict, totals) + "\n\n";
  out += fmt::format("{} judged · {}", text::counted(totals.judged, "package"),
                     text::counted(totals.tests, "test"));
  const std::string time = time_text(verdict);
  out += time.empty() ? "" : " in " + time;
  return out + (verdict.go_version.empty() ? "" : " · " + text(verdict.go_version, 100)) + "\n\n";
}

std::string
failed_tests_section(const Verdict& verdict)
{
  constexpr std::size_t k_most_tests = 20;
  std::vector<std::string> rows;
  for (const FailedTest& failed : failed_tests(verdict)) {
    const std::string package = code(failed.package);
    std::string row = failed.test.empty() ? package : code(failed.test) + " in " + package;
    row += failed.place.empty() ? "" : " · " + code(failed.place);
    row += failed.message.empty() ? "" : fmt::format(": {}", text(failed.message, k_piece));
    rows.push_back("- " + row + "\n");
  }
  if (rows.empty()) {
    return {};
  }
  const std::size_t hidden = rows.size() - std::min(rows.size(), k_most_tests);
  rows.resize(rows.size() - hidden);
  return "### Failed tests\n\n" + text::join(rows, "") +
         (hidden > 0 ? fmt::format("- … and {} more\n", hidden) : "") + "\n";
}

std::string
not_judged_section(const Verdict& verdict)
{
  constexpr std::size_t k_most_packages = 10;
  std::vector<std::string> rows;
  for (const PackageVerdict& package : verdict.packages) {
    if (is_unjudged(package)) {
      rows.push_back(
          fmt::format("- {}: {}\n", code(package.import_path),
                      text(package.note.empty() ? in_words(package.end) : package.note)));
    }
  }
  if (rows.empty()) {
    return {};
  }
  const std::string count = text::counted(static_cast<long long>(rows.size()), "package");
  const std::size_t hidden = rows.size() - std::min(rows.size(), k_most_packages);
  rows.resize(rows.size() - hidden);
  return fmt::format("**Not judged:** {}\n\n", count) + text::join(rows, "") +
         (hidden > 0 ? fmt::format("- … and {} more\n", hidden) : "") + "\n";
}

} // namespace leakgate::markdown
