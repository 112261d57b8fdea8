#include "gate/base/text.hpp"
#include "reporters/console/layout.hpp"
#include "reporters/console/parts.hpp"
#include "reporters/text/terminal.hpp"
#include "reporters/wording/finding_rows.hpp"
#include "reporters/wording/finding_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace leakgate::console {

namespace {

using terminal::Ink;
using terminal::Paint;

constexpr std::size_t k_gap = 3;
constexpr std::size_t k_narrowest_name = 18;
constexpr std::size_t k_narrowest_source = 20;

// A row of a finding: what it is, who, where, and the line of source there.
struct Row
{
  std::string label;
  std::string name;
  std::string place;
  std::string source;
};

struct Columns
{
  std::size_t name = 0;
  std::size_t place = 0;
  std::size_t source = 0; ///< 0: the source stands on a line of its own
};

std::string
source_of(const ReportContext& context, const Place& place)
{
  const std::string line = terminal::one_line(finding_text::source_at(context.source_line, place));
  return line.substr(0, line.find_last_not_of(' ') + 1);
}

Row
shown(const finding_rows::Row& row, const ReportContext& context)
{
  return {std::string(row.label), terminal::one_line(row.text),
          terminal::one_line(finding_text::file_and_line(*row.place)),
          source_of(context, *row.place)};
}

// Takes off the indentation: of the `go` statement and of what blocks inside it, in one file, only
// what both share, so that they keep their shape.
void
dedent(std::vector<Row>& rows, const Finding& finding)
{
  const auto indent = [](const Row& row) {
    return std::min(row.source.find_first_not_of(' '), row.source.size());
  };
  const auto labelled_row = [&](std::string_view label) {
    return std::ranges::find(rows, label, &Row::label);
  };
  const auto started = labelled_row("started");
  const auto blocked = labelled_row("blocked");
  const bool nested = started != rows.end() && blocked != rows.end() && !started->source.empty() &&
                      !blocked->source.empty() && finding.started.file == finding.blocked.file &&
                      finding.blocked.line > finding.started.line;
  const std::size_t shared = nested ? std::min(indent(*started), indent(*blocked)) : 0;
  for (Row& row : rows) {
    const bool keeps = nested && (row.label == "started" || row.label == "blocked");
    row.source.erase(0, keeps ? shared : indent(row));
  }
}

std::vector<Row>
rows_of(const Finding& finding, const ReportContext& context)
{
  std::vector<Row> rows;
  for (const finding_rows::Row& row : finding_rows::chain(finding)) {
    rows.push_back(shown(row, context));
  }
  dedent(rows, finding);
  if (!shows_goroutine(finding.kind) && !is_heap_leak(finding)) {
    std::erase_if(rows, [](const Row& row) { return row.place.empty(); });
  }
  return rows;
}

// What the widest name takes with its package cut off; a test's is treated by itself.
std::size_t
width_without_packages(const std::vector<Row>& rows)
{
  std::size_t widest = 0;
  for (const Row& row : rows) {
    const std::size_t dot = row.name.find('.');
    if (row.label != "test" && dot != std::string::npos) {
      widest = std::max(widest, 1 + terminal::display_width(row.name.substr(dot + 1)));
    }
  }
  return widest;
}

// The packages of names give way first, then source lines go below, then the middle of names.
// Places never give way: they are what people click on.
Columns
fit(const std::vector<Row>& rows, std::size_t width)
{
  Columns natural;
  for (const Row& row : rows) {
    natural.name = std::max(natural.name, terminal::display_width(row.name));
    natural.place = std::max(natural.place, terminal::display_width(row.place));
    natural.source = std::max(natural.source, terminal::display_width(row.source));
  }
  const std::size_t room = width - k_label_width;
  const auto left_of = [&](std::size_t taken) { return room > taken ? room - taken : 0; };
  const std::size_t wanted_source = std::min(natural.source, k_narrowest_source);
  const std::size_t beside_source = left_of(natural.place + wanted_source + 2 * k_gap);
  const std::size_t narrow =
      std::min(natural.name, std::max(std::size_t{32}, width_without_packages(rows)));
  Columns columns = natural;
  if (natural.source > 0 && beside_source >= narrow) {
    columns.name = std::min(natural.name, beside_source);
    columns.source = left_of(columns.name + natural.place + 2 * k_gap);
    return columns;
  }
  columns.source = 0;
  columns.name = std::min(natural.name, left_of(natural.place + k_gap));
  if (columns.name < std::min(natural.name, k_narrowest_name)) {
    columns.name = std::min(natural.name, room);
    columns.place = 0; // places stand below the names
  }
  return columns;
}

std::string
below(std::string_view text)
{
  return "\n" + std::string(k_label_width, ' ') + std::string(text);
}

std::string
render_row(const Row& row, Columns columns, std::size_t width, const Paint& paint)
{
  const bool is_test = row.label == "test";
  if (is_test && terminal::display_width(row.name) > columns.name) {
    // Subtests differ at any place of their names: a test's is cut only where the line ends.
    columns = {.name = width - k_label_width, .place = 0, .source = 0};
  }
  const std::string name = is_test ? terminal::cut_middle(row.name, columns.name)
                                   : terminal::cut_symbol(row.name, columns.name);
  std::string out = "  " + paint(Ink::dim, terminal::pad_right(row.label, k_label_width - 2));
  const bool more = !row.place.empty() && columns.place > 0;
  const std::string padded = more ? terminal::pad_right(name, columns.name) : name;
  out += is_test ? paint(Ink::bold, padded) : padded;
  if (!row.place.empty()) {
    const bool source_follows = columns.source > 0 && !row.source.empty();
    const std::string place =
        source_follows ? terminal::pad_right(row.place, columns.place) : row.place;
    const std::string gap(columns.name > 0 ? k_gap : 0, ' ');
    out += columns.place > 0 ? gap + paint(Ink::cyan, place) : below(paint(Ink::cyan, row.place));
  }
  if (!row.source.empty() && columns.source > 0) {
    out += std::string(k_gap, ' ') + paint(Ink::dim, terminal::cut_end(row.source, columns.source));
  } else if (!row.source.empty()) {
    out += below("  " + paint(Ink::dim, terminal::cut_end(row.source, width - k_label_width - 2)));
  }
  return out + "\n";
}

std::string
leakers(const Finding& finding, const ConsoleStyle& style)
{
  const std::size_t all = finding.leakers.size();
  const std::size_t shown = shown_rows(all, finding_rows::k_most_tests, style);
  return labelled("", finding_rows::tests(finding, shown).text, style);
}

std::string
fact_rows(const std::vector<finding_rows::Row>& rows, const ConsoleStyle& style)
{
  std::string out;
  std::string_view above;
  for (const finding_rows::Row& row : rows) {
    const std::string_view label = row.label == above ? "" : row.label;
    out += labelled(label, row.text, style, row.label == "rounds" ? Shade::dim : Shade::normal);
    above = row.label;
  }
  return out;
}

// Above the places: it is what the reader came for.
std::string
advice_rows(const Finding& finding, const ConsoleStyle& style)
{
  return fact_rows(finding_rows::advice(finding), style);
}

// The word that a finding starts with: what it is, or what became of it.
std::string
leading_word(const Finding& finding)
{
  if (finding.kind == FindingKind::policy) {
    return "NOTE";
  }
  switch (finding.disposition) {
  case Disposition::reported: break;
  case Disposition::allowed: return "allowed";
  case Disposition::baseline: return "in baseline";
  case Disposition::below_threshold: return "below threshold";
  }
  switch (finding.kind) {
  case FindingKind::heap: return is_heap_leak(finding) ? "LEAK" : "HEAP";
  case FindingKind::metric: return "LIMIT";
  case FindingKind::outlived: return "LATE";
  case FindingKind::hung: return "HUNG";
  case FindingKind::goroutine:
  case FindingKind::policy: break;
  }
  return "LEAK";
}

std::string
heading(const Finding& finding, std::size_t width, const Paint& paint)
{
  const std::string word = leading_word(finding) + "  ";
  const bool reported = finding.disposition == Disposition::reported;
  const std::string message = terminal::one_line(finding.message);
  const std::string start = paint(reported ? Ink::red : Ink::yellow, word);
  const std::size_t room = width - terminal::display_width(word);
  if (!is_leak(finding)) { // numbers and names: nothing is cut off
    std::vector<std::string> lines;
    for (const std::string& line : terminal::wrap(message, room)) {
      lines.push_back(paint(Ink::bold, line));
    }
    return start + text::join(lines, "\n" + std::string(word.size(), ' ')) + "\n";
  }
  const std::string evidence = finding_text::evidence(finding);
  const Ink ink =
      finding.tier == Tier::proven || finding.tier == Tier::growing ? Ink::red : Ink::yellow;
  const std::string shown = terminal::cut_end(message, room);
  const std::string out = start + paint(Ink::bold, shown);
  const std::size_t taken = terminal::display_width(word) + terminal::display_width(shown);
  const std::size_t needed = taken + k_gap + terminal::display_width(evidence);
  if (needed <= width) {
    return out + std::string(width - needed + k_gap, ' ') + paint(ink, evidence) + "\n";
  }
  std::string lines;
  for (const std::string& line : terminal::wrap(evidence, width - k_label_width)) {
    lines += below(paint(ink, line));
  }
  return out + lines + "\n";
}

} // namespace

std::string
finding_block(const Finding& finding, const std::vector<const Finding*>& below,
              const ReportContext& context, const ConsoleStyle& style, ShowPackage show_package)
{
  const std::size_t width = usable_width(style);
  const Paint paint(style.color);
  const bool leak = is_leak(finding);
  std::string out = heading(finding, width, paint);
  // A limit is a package's own: there its name says what the finding is about.
  if (show_package == ShowPackage::yes || !leak) {
    out += labelled("package", finding.package, style);
  }
  out += advice_rows(finding, style);
  const std::vector<Row> rows = rows_of(finding, context);
  const Columns columns = fit(rows, width);
  for (const Row& row : rows) {
    out += render_row(row, columns, width, paint);
    if (row.label == "test") {
      out += leakers(finding, style);
    }
  }
  const std::size_t followers = shown_rows(below.size(), finding_rows::k_most_followers, style);
  return out + fact_rows(finding_rows::facts(finding), style) +
         fact_rows(finding_rows::family(finding, below, followers), style);
}

} // namespace leakgate::console
