#include "reporters/wording/fix_list.hpp"

#include "reporters/wording/finding_text.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace leakgate {

std::string
edit_place(const Finding& finding)
{
  for (const Place* place :
       {&finding.through, &finding.at, &finding.called, &finding.started, &finding.blocked}) {
    if (place->known() && finding_text::in_module(*place)) {
      return finding_text::file_and_line(*place);
    }
  }
  return finding.package;
}

std::vector<FixRow>
fix_list(const std::vector<const Finding*>& told, const Families& families)
{
  std::vector<FixRow> rows;
  std::map<std::string_view, std::size_t> known;
  for (std::size_t i = 0; i < told.size(); ++i) {
    const Finding& finding = *told[i];
    const auto found = finding.fix.empty() ? known.end() : known.find(finding.fix);
    const std::size_t row = found == known.end() ? rows.size() : found->second;
    if (row == rows.size()) {
      rows.push_back({{}, {}, {}, 0, finding.fix.empty() ? finding.message : finding.fix});
      known.emplace(finding.fix, row);
    }
    FixRow& one = rows[row];
    one.findings.push_back(&finding);
    one.numbers.push_back(i + 1);
    one.goroutines += finding_text::family_count(finding, families.below(finding));
    std::string place = edit_place(finding);
    if (std::ranges::find(one.places, place) == one.places.end()) {
      one.places.push_back(std::move(place));
    }
  }
  return rows;
}

} // namespace leakgate
