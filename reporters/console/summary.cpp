#include "gate/base/text.hpp"
#include "reporters/console/layout.hpp"
#include "reporters/console/parts.hpp"
#include "reporters/text/terminal.hpp"
#include "reporters/wording/failed_tests.hpp"
#include "reporters/wording/families.hpp"
#include "reporters/wording/fix_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

/// What stands right above the verdict: a log is read from its end.
namespace leakgate::console {

namespace {

using terminal::Ink;
using terminal::Paint;

constexpr std::size_t k_most_rows = 10;
constexpr std::size_t k_widest_place = 48;

// `rows` are those that are shown of `all`.
std::string
counted_rows(std::string_view title, const std::vector<std::string>& rows, std::size_t all,
             const ConsoleStyle& style)
{
  if (rows.empty()) {
    return {};
  }
  return Paint(style.color)(Ink::bold, title) + "\n" + text::join(rows, "") +
         (rows.size() < all ? fmt::format("  … and {} more\n", all - rows.size()) : "");
}

// `client_test.go:37 +2`: the first line to change, and how many more.
std::string
places_text(const FixRow& row)
{
  return terminal::one_line(row.places.front()) +
         (row.places.size() > 1 ? fmt::format(" +{}", row.places.size() - 1) : "");
}

} // namespace

std::string
fix_first_section(const Verdict& verdict, const ConsoleStyle& style)
{
  const Families families(verdict);
  std::vector<const Finding*> leaks = families.told();
  std::erase_if(leaks, [](const Finding* each) { return !is_leak(*each); });
  if (leaks.size() < 2) {
    return {};
  }
  const std::vector<FixRow> fixes = fix_list(leaks, families);
  const std::size_t shown = shown_rows(fixes.size(), k_most_rows, style);
  std::size_t column = 0;
  std::size_t amounts = 4;
  for (std::size_t i = 0; i < shown; ++i) {
    amounts = std::max(amounts, amount_text(fixes[i]).size());
    column = std::max(column, terminal::display_width(places_text(fixes[i])));
  }
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < shown; ++i) {
    std::string row =
        fmt::format("  {:>2}. {:>{}}  {}  ", i + 1, amount_text(fixes[i]), amounts,
                    terminal::pad_right(places_text(fixes[i]), std::min(column, k_widest_place)));
    const std::size_t width = usable_width(style);
    const std::size_t taken = terminal::display_width(row);
    const std::string fix = terminal::one_line(fixes[i].fix);
    row += taken + 20 > width ? "" : terminal::cut_end(fix, width - taken);
    rows.push_back(row.substr(0, row.find_last_not_of(' ') + 1) + "\n");
  }
  return counted_rows("fix first  (goroutines or memory, where, how)", rows, fixes.size(), style);
}

std::string
failed_section(const Verdict& verdict, const ConsoleStyle& style)
{
  std::vector<std::string> rows;
  const std::size_t width = usable_width(style);
  const std::vector<FailedTest> all = failed_tests(verdict);
  for (std::size_t i = 0; i < shown_rows(all.size(), k_most_rows, style); ++i) {
    const FailedTest& failed = all[i];
    std::vector<std::string> parts;
    for (const std::string_view part :
         {failed.test.empty() ? failed.package : failed.test, std::string_view(failed.place),
          std::string_view(failed.message)}) {
      if (!part.empty()) {
        parts.push_back(terminal::one_line(part));
      }
    }
    rows.push_back("  " + terminal::cut_end(text::join(parts, "  "), width - 2) + "\n");
  }
  return counted_rows("failed", rows, all.size(), style);
}

} // namespace leakgate::console
