#include "reporters/console/report.hpp"

#include "gate/base/text.hpp"
#include "reporters/console/layout.hpp"
#include "reporters/console/parts.hpp"
#include "reporters/text/terminal.hpp"
#include "reporters/wording/families.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

namespace leakgate {

namespace {

// A first red run can have thousands of findings: the first ones in full, the rest
// counted by package.
constexpr std::size_t k_most_blocks = 25;
constexpr std::size_t k_most_packages = 20;

struct Rest
{
  std::size_t causes = 0;
  std::uint64_t goroutines = 0; // unsigned: a sum of what a file says may overflow
};

std::string
rest_section(const std::vector<const Finding*>& rest, const Families& families,
             const ConsoleStyle& style)
{
  if (rest.empty()) {
    return {};
  }
  std::map<std::string, Rest> packages;
  for (const Finding* finding : rest) {
    Rest& package = packages[finding->package];
    ++package.causes;
    package.goroutines += static_cast<std::uint64_t>(finding->count);
    for (const Finding* below : families.below(*finding)) {
      package.goroutines += static_cast<std::uint64_t>(below->count);
    }
  }
  std::string out = console::section_title(
      "more leaks",
      fmt::format("{}, all of them in the reports",
                  text::counted(static_cast<long long>(rest.size()), "cause")),
      style);
  const std::size_t most = console::usable_width(style) - 36;
  std::size_t column = 0;
  for (const auto& [name, package] : packages) {
    column = std::max(column, terminal::display_width(terminal::one_line(name)));
  }
  column = std::min(column, most);
  std::size_t shown = 0;
  for (const auto& [name, package] : packages) {
    if (shown++ == k_most_packages) {
      out += fmt::format("  … and {} more packages\n", packages.size() - k_most_packages);
      break;
    }
    out += "  " +
           terminal::pad_right(terminal::cut_middle(terminal::one_line(name), most), column) +
           fmt::format("  {} of {}\n",
                       text::counted(static_cast<long long>(package.goroutines), "goroutine"),
                       text::counted(static_cast<long long>(package.causes), "cause"));
  }
  return out;
}

std::string
block(const Finding& finding, const Families& families, const Verdict& verdict,
      const ReportContext& context, const ConsoleStyle& style)
{
  const auto show =
      verdict.packages.size() > 1 ? console::ShowPackage::yes : console::ShowPackage::no;
  return console::finding_block(finding, families.below(finding), context, style, show) +
         (style.loudness == Loudness::verbose ? console::finding_details(finding, verdict, style)
                                              : std::string());
}

// The leaks, then the limits that were exceeded: those are few, and thousands of leaks in
// front of them must not hide them.
std::vector<std::string>
finding_sections(const Verdict& verdict, const ReportContext& context, const ConsoleStyle& style)
{
  std::vector<std::string> leaks;
  std::vector<std::string> others;
  std::vector<const Finding*> rest;
  std::size_t hidden = 0;
  const Families families(verdict);
  for (const Finding* each : families.told()) {
    const Finding& finding = *each;
    const bool leak = is_leak(finding);
    std::vector<std::string>& sections = leak ? leaks : others;
    if (console::shown_rows(sections.size() + 1, k_most_blocks, style) > sections.size()) {
      sections.push_back(block(finding, families, verdict, context, style));
    } else if (leak) {
      rest.push_back(&finding);
    } else {
      ++hidden;
    }
  }
  leaks.push_back(rest_section(rest, families, style));
  leaks.insert(leaks.end(), others.begin(), others.end());
  leaks.push_back(hidden == 0 ? ""
                              : console::section_title("more limits",
                                                       fmt::format("{}, all of them in the "
                                                                   "reports",
                                                                   hidden),
                                                       style));
  return leaks;
}

// What a fold hides is counted on it, above all what a policy let pass.
std::string
details_title(const Verdict& verdict)
{
  const Ledger& ledger = verdict.ledger;
  std::vector<std::string> parts = {"measured and accepted",
                                    text::counted(ledger.seen, "goroutine") + " seen"};
  const auto add = [&](std::int64_t count, std::string_view what) {
    if (count != 0) {
      parts.push_back(fmt::format("{} {}", count, what));
    }
  };
  add(ledger.allowed, "allowed");
  add(ledger.baseline, "in the baseline");
  add(ledger.below_threshold, "below a threshold");
  add(static_cast<std::int64_t>(verdict.loosened.size()), "loosened by the configuration");
  return text::join(parts, " · ");
}

// What a policy let pass is said also where the details are not.
std::string
let_pass_line(const Verdict& verdict, const ConsoleStyle& style)
{
  std::vector<std::string> parts;
  const auto add = [&](std::int64_t count, std::string_view what) {
    if (count != 0) {
      parts.push_back(fmt::format("{} {}", count, what));
    }
  };
  add(verdict.ledger.allowed, "allowed");
  add(verdict.ledger.baseline, "in the baseline");
  add(static_cast<std::int64_t>(verdict.loosened.size()), "loosened by the configuration");
  return parts.empty() ? std::string()
                       : console::margin_row("accepted", text::join(parts, " · "), style);
}

// Sections with an empty line between each two; all of them end with a newline.
std::string
spaced(const std::vector<std::string>& sections)
{
  std::string out;
  for (const std::string& section : sections) {
    out += section.empty() || out.empty() ? "" : "\n";
    out += section;
  }
  return out;
}

} // namespace

ConsoleText
console_text(const Verdict& verdict, const ReportContext& context, const ConsoleStyle& style)
{
  std::vector<std::string> findings = finding_sections(verdict, context, style);
  findings.push_back(console::not_judged_section(verdict, style));
  findings.push_back(console::notes_section(verdict, style));
  findings.push_back(console::problems_section(verdict, style));
  const std::string found = spaced(findings);
  ConsoleText out{found.empty() ? "" : "\n" + found + "\n", details_title(verdict), "",
                  console::closing_lines(verdict, context, style)};
  if (style.loudness == Loudness::quiet) {
    out.closing.insert(0, let_pass_line(verdict, style));
    return out;
  }
  const std::string sections =
      spaced({console::heap_section(verdict, style), console::timeline_section(verdict, style),
              console::allowed_section(verdict, style), console::entries_section(verdict, style),
              console::passed_section(verdict, style)});
  if (found.empty() && !sections.empty()) {
    out.findings = "\n"; // below the progress of the packages
  }
  out.details = spaced({sections, console::measured_rows(verdict, style)});
  const std::string summary =
      spaced({console::fix_first_section(verdict, style), console::failed_section(verdict, style)});
  out.closing.insert(0, summary.empty() ? "" : "\n" + summary + "\n");
  return out;
}

std::string
render_console(const Verdict& verdict, const ReportContext& context, const ConsoleStyle& style)
{
  const ConsoleText text = console_text(verdict, context, style);
  return text.findings + text.details + text.closing;
}

std::string
render_finding(const Finding& finding, const std::vector<const Finding*>& below,
               const Verdict& verdict, const ReportContext& context, const ConsoleStyle& style)
{
  return console::finding_block(finding, below, context, style, console::ShowPackage::yes) +
         console::finding_details(finding, verdict, style) +
         console::rule_explanation(finding, verdict, style);
}

} // namespace leakgate
