#include "gate/base/text.hpp"
#include "reporters/console/layout.hpp"
#include "reporters/console/parts.hpp"
#include "reporters/text/terminal.hpp"
#include "reporters/wording/finding_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace leakgate {

namespace {

using terminal::Ink;
using terminal::Paint;

// Goroutines of one column that went the same way.
struct Group
{
  std::int64_t count = 0;
  std::string function;
  std::string why;
};

struct Column
{
  std::string_view name;
  std::int64_t total = 0;
  std::vector<Group> groups;
};

std::string
joined(const std::vector<std::string>& parts)
{
  std::vector<std::string> filled = parts;
  std::erase(filled, "");
  return terminal::one_line(text::join(filled, " · "));
}

Group
group_of(const KeptGroup& kept)
{
  return {kept.count, kept.function, joined({kept.state, kept.reason})};
}

Group
group_of(const Finding& finding)
{
  constexpr std::size_t k_short_id = 11; // `v1:` and eight digits: `explain` takes the start
  return {finding.count, finding_text::leaking_function(finding),
          joined({finding.state, finding.disposition_reason, finding.test,
                  finding.fingerprint.substr(0, k_short_id)})};
}

std::vector<Group>
groups_of(const PackageVerdict& package, std::string_view column)
{
  std::vector<Group> groups;
  for (const KeptGroup& kept : package.kept) {
    if (kept.column == column) {
      groups.push_back(group_of(kept));
    }
  }
  return groups;
}

std::vector<Group>
groups_of(const Verdict& verdict, const std::string& package, Disposition disposition)
{
  std::vector<Group> groups;
  for (const Finding& finding : verdict.findings) {
    if (finding.kind == FindingKind::goroutine && finding.package == package &&
        finding.disposition == disposition) {
      groups.push_back(group_of(finding));
    }
  }
  return groups;
}

std::array<Column, 6>
columns_of(const Verdict& verdict, const PackageVerdict& package)
{
  const Ledger& ledger = package.ledger;
  const auto found = [&](Disposition disposition) {
    return groups_of(verdict, package.import_path, disposition);
  };
  return {Column{"before", ledger.in_before, groups_of(package, "in_before")},
          Column{"runtime", ledger.runtime, groups_of(package, "runtime")},
          Column{"allowed", ledger.allowed, found(Disposition::allowed)},
          Column{"in baseline", ledger.baseline, found(Disposition::baseline)},
          Column{"below threshold", ledger.below_threshold, found(Disposition::below_threshold)},
          Column{"reported", ledger.reported, found(Disposition::reported)}};
}

std::string
column_rows(const Column& column, const ConsoleStyle& style)
{
  if (column.total == 0 && column.groups.empty()) {
    return {};
  }
  std::size_t digits = 1;
  std::uint64_t itemised = 0; // unsigned: a sum of what a file says may overflow
  for (const Group& group : column.groups) {
    digits = std::max(digits, std::to_string(group.count).size());
    itemised += static_cast<std::uint64_t>(group.count);
  }
  std::vector<console::Pair> rows;
  for (const Group& group : column.groups) {
    const std::string name = terminal::one_line(finding_text::short_function(group.function));
    rows.push_back(
        {fmt::format("{:>{}}  {}", group.count, digits, name.empty() ? "(various)" : name),
         group.why});
  }
  if (itemised != static_cast<std::uint64_t>(column.total)) {
    rows.push_back(
        {fmt::format("{} of {} are itemised in this result", itemised, column.total), ""});
  }
  return fmt::format("  {}  {}\n", Paint(style.color)(Ink::dim, column.name), column.total) +
         console::pair_rows(rows, style,
                            {.indent = 4, .most = std::numeric_limits<std::size_t>::max()});
}

std::string
package_rows(const Verdict& verdict, const PackageVerdict& package, const ConsoleStyle& style)
{
  std::string rows;
  for (const Column& column : columns_of(verdict, package)) {
    rows += column_rows(column, style);
  }
  const std::string name = terminal::cut_middle(terminal::one_line(package.import_path),
                                                console::usable_width(style) - 30);
  std::string out = console::section_title(
      name,
      package.judged ? text::counted(package.ledger.seen, "goroutine") + " after the tests"
                     : "not judged",
      style);
  const std::string& note =
      package.note.empty() && !package.judged ? std::string(to_string(package.end)) : package.note;
  return out + console::labelled("note", note, style) + rows;
}

} // namespace

std::string
render_ledger(const Verdict& verdict, const ConsoleStyle& style)
{
  std::string out;
  for (const PackageVerdict& package : verdict.packages) {
    out += (out.empty() ? "" : "\n") + package_rows(verdict, package, style);
  }
  return out.empty() ? "no package was judged\n" : out;
}

} // namespace leakgate
