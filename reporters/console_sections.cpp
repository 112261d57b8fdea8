#include "gate/base/text.hpp"
#include "reporters/console_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace leakgate::console {

namespace {

using terminal::Ink;
using terminal::Paint;

constexpr std::size_t k_most_rows = 20;

struct Pair
{
  std::string left;
  std::string right;
};

// Two columns; the right one is wrapped beside the left one, or goes below it when the
// left one takes more than half of the width.
std::string
pair_rows(const std::vector<Pair>& rows, const ConsoleStyle& style)
{
  const std::size_t width = usable_width(style);
  std::size_t left = 0;
  for (const Pair& row : rows) {
    left = std::max(left, terminal::display_width(row.left));
  }
  left = std::min(left, width / 2);
  std::string out;
  for (std::size_t i = 0; i < std::min(rows.size(), k_most_rows); ++i) {
    const bool beside = terminal::display_width(rows[i].left) <= left;
    const std::size_t indent = beside ? 2 + left + 3 : 4;
    std::string head = "  " + (beside ? terminal::pad_right(rows[i].left, left) + "   "
                                      : terminal::cut_middle(rows[i].left, width - 2) + "\n    ");
    for (const std::string& line : terminal::wrap(rows[i].right, width - indent)) {
      out += head + line + "\n";
      head = std::string(indent, ' ');
    }
    out += rows[i].right.empty() ? "  " + terminal::cut_middle(rows[i].left, width - 2) + "\n" : "";
  }
  if (rows.size() > k_most_rows) {
    out += fmt::format("  … and {} more (all of them are in the JSON report)\n",
                       rows.size() - k_most_rows);
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
    rows.push_back({fmt::format("{:>{}}  {}", hit.count, digits, terminal::one_line(hit.id)),
                    terminal::one_line(hit.reason)});
  }
  return section_title("allowed", text::counted(verdict.ledger.allowed, "goroutine"), style) +
         pair_rows(rows, style);
}

std::string
not_judged_section(const Verdict& verdict, const ConsoleStyle& style)
{
  std::vector<Pair> rows;
  for (const PackageVerdict& package : verdict.packages) {
    // Nothing ran in a package without tests, and its progress line says so.
    if (!package.judged && package.end != PackageEnd::no_tests) {
      rows.push_back({terminal::one_line(package.import_path),
                      terminal::one_line(package.note.empty() ? to_string(package.end)
                                                              : std::string_view(package.note))});
    }
  }
  if (rows.empty()) {
    return {};
  }
  const std::string count = text::counted(static_cast<long long>(rows.size()), "package");
  return Paint(style.color)(Ink::yellow, "not judged") + "  " + count + "\n" +
         pair_rows(rows, style);
}

std::string
notes_section(const Verdict& verdict, const ConsoleStyle& style)
{
  std::vector<Pair> rows;
  for (const PackageVerdict& package : verdict.packages) {
    if (package.judged && !package.note.empty()) {
      rows.push_back({terminal::one_line(package.import_path), terminal::one_line(package.note)});
    }
  }
  return rows.empty() ? std::string()
                      : section_title("judged only in part", "", style) + pair_rows(rows, style);
}

std::string
problems_section(const Verdict& verdict, const ConsoleStyle& style)
{
  std::vector<Pair> rows;
  std::set<std::pair<std::string, std::string>> seen;
  for (const Problem& problem : verdict.problems) {
    const std::string where = terminal::one_line(problem.where);
    const std::string what = terminal::one_line(problem.what);
    if (seen.emplace(where, what).second) {
      rows.push_back({where, what});
    }
  }
  if (rows.empty()) {
    return {};
  }
  return Paint(style.color)(Ink::yellow, "problems") +
         fmt::format("  {} · could not be read or measured, and left out\n",
                     verdict.problems.size()) +
         pair_rows(rows, style);
}

} // namespace leakgate::console
