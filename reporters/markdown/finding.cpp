#include "gate/base/text.hpp"
#include "gate/model/symbol_text.hpp"
#include "reporters/markdown/parts.hpp"
#include "reporters/markdown/places.hpp"
#include "reporters/text/escape_html.hpp"
#include "reporters/text/escape_markdown.hpp"
#include "reporters/text/plain_text.hpp"
#include "reporters/text/terminal.hpp"
#include "reporters/wording/finding_rows.hpp"
#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/repository_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string_view>
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
stack(const Finding& finding)
{
  std::vector<std::string> lines;
  for (const Frame& frame : finding.stack) {
    if (lines.size() == 2 * k_most_frames) {
      lines.push_back(fmt::format("... and {} more frames", finding.stack.size() - k_most_frames));
      break;
    }
    lines.push_back(plain_text::one_line(unescaped_symbol(frame.function.view()), k_name_limit));
    lines.push_back(fmt::format("    {}:{}", plain_text::one_line(frame.file.view(), k_name_limit),
                                frame.line));
  }
  return lines.empty() ? std::string() : escape_markdown::fence("text", lines);
}

std::string
evidence_folded(const Finding& finding)
{
  const finding_rows::Row tests = finding_rows::tests(finding);
  std::string items = item(tests.label, text(tests.text));
  items += item("Rule", code(finding.rule, k_name_limit));
  items += item("Chosen by", text(finding.rule_reason));
  if (finding.attribution != Attribution::none) {
    items += item("Test found", text(finding_text::attribution_in_words(finding)));
  }
  for (const finding_rows::Row& row : finding_rows::facts(finding)) {
    const bool above = row.label == "because" || row.label == "ends on"; // with the advice
    items += above ? "" : item(row.label, text(row.text));
  }
  items += item("Fingerprint", code(finding.fingerprint, k_name_limit));
  const std::string frames = stack(finding);
  return folded(frames.empty() ? "Evidence" : "Evidence and stack",
                items + (items.empty() || frames.empty() ? "" : "\n") + frames);
}

// What tells this leak from the others: who left how much, where, in which state. Everything that
// is not a word of ours goes through `as_code`.
std::string
heading(const Finding& finding, const SourceRoots& roots,
        const std::function<std::string(std::string_view)>& as_code)
{
  const bool memory = is_heap_leak(finding);
  const std::size_t tests = finding_text::leaking_tests(finding).size();
  const auto others = static_cast<long long>(tests) - 1;
  std::string out = memory ? "memory" : leakgate::text::counted(finding.count, "goroutine");
  if (finding.test.empty()) {
    out += " left, " + finding_text::test_or_phase(finding);
  } else if (tests > 1) {
    out = fmt::format("{} and {} leave {}", as_code(finding.test),
                      leakgate::text::counted(others, "other test"), out);
  } else {
    out = fmt::format("{} leaves {}", as_code(finding.test), out);
  }
  for (const std::string& part :
       {place_text(known_by(finding), roots), memory ? std::string() : finding.state}) {
    out += part.empty() ? "" : " · " + as_code(part);
  }
  return out;
}

// What it is, in which function, by which tests of which package.
std::string
what_and_who(const Finding& finding)
{
  const std::string function =
      is_heap_leak(finding) // its message names it
          ? ""
          : code(finding_text::short_function(finding_text::leaking_function(finding)),
                 k_name_limit);
  std::string out = text(finding.message) + (function.empty() ? "" : " in " + function);
  if (finding.through.known()) {
    out += ", left by " + text(finding_text::tests_line(finding, 0));
  }
  return out + (finding.package.empty() ? "" : ", in " + code(finding.package, k_name_limit));
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

std::string
html_code(std::string_view input)
{
  return input.empty()
             ? std::string()
             : "<code>" + escape_html::text(plain_text::one_line(input, k_name_limit)) + "</code>";
}

} // namespace

std::string
finding_summary(const Finding& finding, const Verdict& verdict, std::size_t number)
{
  const std::string place = place_text(known_by(finding), verdict.roots);
  return fmt::format("{}. {}", number,
                     is_leak(finding) ? heading(finding, verdict.roots, html_code)
                     : place.empty()  ? html_code(finding.rule)
                                      : html_code(finding.rule) + ", " + html_code(place));
}

std::string
finding_section(const Finding& finding, const std::vector<const Finding*>& below,
                const Verdict& verdict, const ReportContext& context, Shown shown,
                std::size_t number)
{
  const auto as_code = [](std::string_view part) { return code(part, k_name_limit); };
  std::string out =
      "### " + (number == 0 ? std::string() : fmt::format("{}. ", number)) +
      (is_leak(finding) ? heading(finding, verdict.roots, as_code) : text(finding.message)) +
      "\n\n";
  if (is_leak(finding)) {
    out = (shown.heading ? out : "") + fmt::format("{}  \n**{}** ({})\n\n", what_and_who(finding),
                                                   finding_text::evidence(finding),
                                                   finding_text::tier_in_words(finding));
  } else if (!finding.package.empty()) {
    out += "in " + code(finding.package, k_name_limit) + "\n\n";
  }
  out += advice(finding) + places(finding, verdict, context, shown.sources) +
         links(finding, verdict.roots, context) + family(finding, below);
  return out + (shown.stack ? evidence_folded(finding) : "");
}

} // namespace leakgate::markdown
