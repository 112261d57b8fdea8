#include "gate/base/text.hpp"
#include "reporters/markdown/parts.hpp"
#include "reporters/markdown/places.hpp"
#include "reporters/text/escape_markdown.hpp"
#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/fix_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate::markdown {

namespace {

using escape_markdown::text;

// Function and place, whatever of them is known, in a cell of a table.
std::string
where_of(const Finding& finding, const SourceRoots& roots, const ReportContext& context,
         std::size_t limit)
{
  const std::string name = finding_text::short_function(finding_text::leaking_function(finding));
  const Place& place = known_by(finding);
  const std::string shown = place_text(place, roots);
  const std::string between = name.empty() || shown.empty() ? "" : " ";
  return context.line_url.empty() ? text(name + between + shown, limit)
                                  : text(name, limit) + between + place_link(place, roots, context);
}

// `14`, or `42 (14 here)` where others follow from it; of memory `+1.2 MiB`.
std::string
counts(const FixRow& row, const Families& families)
{
  const Finding& first = *row.findings.front();
  return row.findings.size() > 1 || families.below(first).empty()
             ? amount_text(row)
             : fmt::format("{} ({} here)", row.goroutines, first.count);
}

// `1, 4, 5`.
std::string
numbers_text(const FixRow& row)
{
  constexpr std::size_t k_most_numbers = 8;
  std::vector<std::string> numbers;
  for (const std::size_t number : row.numbers) {
    if (numbers.size() < k_most_numbers) {
      numbers.push_back(std::to_string(number));
    }
  }
  return leakgate::text::join(numbers, ", ") + (row.numbers.size() > k_most_numbers ? " …" : "");
}

// The test, or how many there are.
std::string
tests_text(const FixRow& row, std::size_t most)
{
  std::set<std::pair<std::string_view, std::string_view>> tests; // by package and name
  for (const Finding* finding : row.findings) {
    for (const Leaker* leaker : finding_text::leaking_tests(*finding)) {
      tests.emplace(finding->package, leaker->test);
    }
    if (finding->leakers.empty() && !finding->test.empty()) {
      tests.emplace(finding->package, finding->test);
    }
  }
  return tests.size() > 1 ? std::to_string(tests.size()) : text(row.findings.front()->test, most);
}

} // namespace

std::string
findings_table(const std::vector<const Finding*>& findings, const Families& families,
               const Verdict& verdict, const ReportContext& context, std::size_t most)
{
  constexpr std::size_t k_cell = 120;
  std::string out = "| # | severity, evidence | what, and where | fix | goroutines | tests |\n"
                    "| --: | --- | --- | --- | --: | --- |\n";
  const std::vector<FixRow> rows = fix_list(findings, families);
  for (std::size_t i = 0; i < std::min(rows.size(), most); ++i) {
    const FixRow& row = rows[i];
    const Finding& finding = *row.findings.front();
    const bool marked = finding.base && finding.base != BaseMark::known;
    out += fmt::format(
        "| {} | {}{} | {}{}<br>{}{} | {} | {} | {} |\n", numbers_text(row),
        to_string(finding.severity),
        is_leak(finding) ? fmt::format("<br>{}", to_string(finding.tier)) : "",
        marked ? fmt::format("**{}** ", to_string(*finding.base)) : "",
        text(finding.message, k_cell), where_of(finding, verdict.roots, context, k_cell),
        row.findings.size() > 1
            ? fmt::format("<br>and {} more with the same fix", row.findings.size() - 1)
            : "",
        text(finding.fix, 2 * k_cell), counts(row, families), tests_text(row, k_cell));
  }
  return out + "\n" +
         (rows.size() > most ? fmt::format("… and {} more\n\n", rows.size() - most) : "");
}

} // namespace leakgate::markdown
