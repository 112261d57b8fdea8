#include "gate/base/text.hpp"
#include "gate/model/symbol_text.hpp"
#include "reporters/markdown/parts.hpp"
#include "reporters/text/escape_html.hpp"
#include "reporters/text/escape_markdown.hpp"
#include "reporters/text/plain_text.hpp"
#include "reporters/text/terminal.hpp"
#include "reporters/wording/finding_rows.hpp"
#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/repository_path.hpp"
#include "reporters/wording/short_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace leakgate::markdown {

namespace {

using escape_markdown::code;
using escape_markdown::text;

constexpr std::size_t k_most_frames = 50;
constexpr std::size_t k_name_limit = 200;
constexpr std::size_t k_widest_name = 50;

// A line of a finding: what it is, who, where, and the line of source there.
struct Row
{
  std::string label;
  std::string name;
  std::string place;
  std::string source;
};

// Inside of a fence nothing becomes a link, so they stand below it.
std::string
links(const Finding& finding, const SourceRoots& roots, const ReportContext& context)
{
  if (context.line_url.empty()) {
    return {};
  }
  std::vector<std::string> out;
  for (const finding_rows::Row& row : finding_rows::chain(finding)) {
    if (row.place->known() && repository_path(*row.place, roots)) {
      const std::string link = place_link(*row.place, roots, context);
      if (std::ranges::find(out, link) == out.end()) {
        out.push_back(link);
      }
    }
  }
  return out.empty() ? std::string() : leakgate::text::join(out, " · ") + "\n\n";
}

std::vector<Row>
rows_of(const Finding& finding, const Verdict& verdict, const ReportContext& context)
{
  std::vector<Row> rows;
  for (const finding_rows::Row& row : finding_rows::chain(finding)) {
    rows.push_back({std::string(row.label), plain_text::one_line(row.text, k_name_limit),
                    place_text(*row.place, verdict.roots),
                    finding_text::source_at(context.source_line, *row.place)});
  }
  return rows;
}

// Places as comments, each with its source line below it: the language's own colours
// then tell them apart, and inside of a fence nothing becomes a link. The source is
// indented, so that no line begins with what a bot would take for a command.
std::string
places(const Finding& finding, const Verdict& verdict, const ReportContext& context, bool sources)
{
  std::vector<std::string> lines;
  const std::vector<Row> rows = rows_of(finding, verdict, context);
  std::size_t width = 0;
  for (const Row& row : rows) {
    width = std::max(width, std::min(terminal::display_width(row.name), k_widest_name));
  }
  for (const Row& row : rows) {
    if (row.name.empty() && row.place.empty()) {
      continue;
    }
    const std::string name = width == 0 ? "" : terminal::pad_right(row.name, width) + "   ";
    lines.push_back(fmt::format("// {:<8} {}{}", row.label, name, row.place));
    const std::size_t indent = row.source.find_first_not_of(' ');
    if (sources && indent != std::string::npos) {
      lines.push_back("    " + row.source.substr(indent));
    }
  }
  return lines.empty() ? std::string() : escape_markdown::fence("go", lines, 500) + "\n";
}

std::string_view
tier_in_words(Tier tier)
{
  switch (tier) {
  case Tier::proven: return "the garbage collector proved that nothing can wake it";
  case Tier::growing: return "each time the test ran, more were left";
  case Tier::lingering: return "not there before the tests, still there after them";
  case Tier::one_time: return "came once and never again";
  case Tier::ends_by_itself: return "was seen to end, only later than the gate waits";
  }
  return "";
}

std::string
item(std::string_view label, const std::string& escaped)
{
  return escaped.empty()
             ? std::string()
             : fmt::format("- **{}:** {}\n", leakgate::text::capitalized(label), escaped);
}

std::string
advice(const Finding& finding)
{
  std::string out = item("Why", text(finding.why)) + item("Fix", text(finding.fix, 1000));
  out += item("Ends on", text(finding_text::ways_out(finding)));
  out += item("Reported because", text(finding_text::exceeded(finding)));
  return out.empty() ? out : out + "\n";
}

std::string
stack(const Finding& finding, const SourceRoots& roots)
{
  std::vector<std::string> lines;
  for (const Frame& frame : finding.stack) {
    if (lines.size() == 2 * k_most_frames) {
      lines.push_back(fmt::format("... and {} more frames", finding.stack.size() - k_most_frames));
      break;
    }
    lines.push_back(plain_text::one_line(unescaped_symbol(frame.function.view()), k_name_limit));
    // Where the runner has the checkout says nothing, and differs from run to run.
    const std::string file = short_file(frame.file.view(), roots);
    lines.push_back(fmt::format("    {}:{}", plain_text::one_line(file, k_name_limit), frame.line));
  }
  return lines.empty() ? std::string() : escape_markdown::fence("text", lines);
}

std::string
evidence_folded(const Finding& finding, const SourceRoots& roots)
{
  const finding_rows::Row tests = finding_rows::tests(finding);
  std::string items = item(tests.label, text(tests.text));
  items += item("Rule", code(finding.rule, k_name_limit));
  items += item("Chosen by", text(finding.rule_reason));
  if (finding.attribution != Attribution::none) {
    items += item("Test found", text(finding_text::attribution_in_words(finding.attribution)));
  }
  for (const finding_rows::Row& row : finding_rows::facts(finding)) {
    const bool above = row.label == "because" || row.label == "ends on"; // with the advice
    items += above ? "" : item(row.label, text(row.text));
  }
  items += item("Fingerprint", code(finding.fingerprint, k_name_limit));
  const std::string frames = stack(finding, roots);
  return folded(frames.empty() ? "Evidence" : "Evidence and stack",
                items + (items.empty() || frames.empty() ? "" : "\n") + frames);
}

std::string
who(const Finding& finding)
{
  std::string out;
  if (finding.through.known()) {
    out = "left by " + text(finding_text::tests_line(finding, 0));
  } else if (!finding.test.empty()) {
    out = "left by " + code(finding.test, k_name_limit);
    const std::size_t leaking = finding_text::leaking_tests(finding).size();
    out += leaking > 1 ? " and " + text::counted(static_cast<long long>(leaking) - 1, "other test")
                       : "";
  } else {
    out = finding_text::test_or_phase(finding);
  }
  return out + (finding.package.empty() ? "" : " in " + code(finding.package, k_name_limit));
}

// What each goroutine of a deadlock waits for, and what else goes when this one is mended.
std::string
family(const Finding& finding, const std::vector<const Finding*>& below)
{
  std::string out;
  std::string followers;
  for (const finding_rows::Row& row : finding_rows::family(finding, below)) {
    const bool follows = row.label == "with it";
    (follows ? followers : out) +=
        follows ? "  - " + text(row.text) + "\n" : item(row.label, text(row.text));
  }
  if (!followers.empty()) {
    out += fmt::format("- **With it** ({}):\n{}",
                       leakgate::text::counted(static_cast<long long>(below.size()), "finding"),
                       followers);
  }
  return out.empty() ? out : out + "\n";
}

// The place by which people know a finding: the first of the module's own.
const Place&
known_by(const Finding& finding)
{
  for (const Place* place : {&finding.blocked, &finding.called, &finding.started, &finding.at}) {
    if (finding_text::in_module(*place)) {
      return *place;
    }
  }
  return finding.blocked.known() ? finding.blocked : finding.at;
}

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

std::string
html_code(std::string_view input)
{
  return input.empty()
             ? std::string()
             : "<code>" + escape_html::text(plain_text::one_line(input, k_name_limit)) + "</code>";
}

// `14`, or `42 (14 here)` where others follow from it.
std::string
counts(const Finding& finding, const std::vector<const Finding*>& below)
{
  if (finding.kind != FindingKind::goroutine) {
    return {};
  }
  return below.empty() ? fmt::format("{}", finding.count)
                       : fmt::format("{} ({} here)", finding_text::family_count(finding, below),
                                     finding.count);
}

} // namespace

std::string
finding_summary(const Finding& finding, const Verdict& verdict, std::size_t number)
{
  const std::string name = finding_text::short_function(finding_text::leaking_function(finding));
  const std::string place = place_text(known_by(finding), verdict.roots);
  std::string out = fmt::format("{}. {}", number, html_code(name.empty() ? finding.rule : name));
  return out + (place.empty() ? "" : ", " + html_code(place));
}

std::string
findings_table(const std::vector<const Finding*>& findings, const Families& families,
               const Verdict& verdict, const ReportContext& context, std::size_t most)
{
  constexpr std::size_t k_cell = 120;
  std::string out = "| # | severity | what, and where | fix | goroutines | tests |\n"
                    "| --: | --- | --- | --- | --: | --- |\n";
  for (std::size_t i = 0; i < std::min(findings.size(), most); ++i) {
    const Finding& finding = *findings[i];
    const std::size_t tests = finding_text::leaking_tests(finding).size();
    const bool marked = finding.base && finding.base != BaseMark::known;
    out += fmt::format(
        "| {} | {} | {}{}<br>{} | {} | {} | {} |\n", i + 1, to_string(finding.severity),
        marked ? fmt::format("**{}** ", to_string(*finding.base)) : "",
        text(finding.message, k_cell), where_of(finding, verdict.roots, context, k_cell),
        text(finding.fix, 2 * k_cell), counts(finding, families.below(finding)),
        tests > 1 ? std::to_string(tests) : text(finding.test, k_cell));
  }
  return out + "\n" +
         (findings.size() > most ? fmt::format("… and {} more\n\n", findings.size() - most) : "");
}

std::string
finding_section(const Finding& finding, const std::vector<const Finding*>& below,
                const Verdict& verdict, const ReportContext& context, Shown shown,
                std::size_t number)
{
  const std::string function =
      code(finding_text::short_function(finding_text::leaking_function(finding)), k_name_limit);
  std::string out = "### " + (number == 0 ? std::string() : fmt::format("{}. ", number)) +
                    text(finding.message) + (function.empty() ? "" : " in " + function) + "\n\n";
  if (finding.kind == FindingKind::goroutine) {
    out += fmt::format("{}  \n**{}** ({})\n\n", who(finding), finding_text::evidence(finding),
                       tier_in_words(finding.tier));
  } else if (!finding.package.empty()) {
    out += "in " + code(finding.package, k_name_limit) + "\n\n";
  }
  out += advice(finding) + places(finding, verdict, context, shown.sources) +
         links(finding, verdict.roots, context) + family(finding, below);
  return out + (shown.stack ? evidence_folded(finding, verdict.roots) : "");
}

} // namespace leakgate::markdown
