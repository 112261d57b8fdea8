#include "gate/base/text.hpp"
#include "reporters/console/layout.hpp"
#include "reporters/console/parts.hpp"
#include "reporters/text/terminal.hpp"
#include "reporters/wording/totals.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>
#include <vector>

namespace leakgate::console {

namespace {

using terminal::Ink;
using terminal::Paint;

} // namespace

std::string
not_judged_section(const Verdict& verdict, const ConsoleStyle& style)
{
  std::vector<Pair> rows;
  for (const PackageVerdict& package : verdict.packages) {
    // Nothing ran in a package without tests, and its progress line says so.
    if (is_unjudged(package)) {
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
