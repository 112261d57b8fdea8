#include "reporters/wording/fix_list.hpp"

#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/heap_growth.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace leakgate {

namespace {

// `cache_test.go:41` of `t.Cleanup(…) after cache_test.go:41`: code is told with its line, which
// may be one of a helper. Empty: no line of a test stands there.
std::string
line_in(std::string_view fix)
{
  constexpr std::string_view k_test = "_test.go:";
  for (const std::string_view word : {" after ", " before ", " at "}) {
    const std::size_t at = fix.find(word);
    if (at == std::string_view::npos) {
      continue;
    }
    const std::string_view rest = fix.substr(at + word.size());
    const std::size_t test = rest.find(k_test);
    const std::size_t digits = test == std::string_view::npos ? test : test + k_test.size();
    const std::size_t end =
        test == std::string_view::npos ? 0 : rest.find_first_not_of("0123456789", digits);
    const std::string_view place = rest.substr(0, end);
    if (test != std::string_view::npos && !place.ends_with(':') &&
        place.find(' ') == std::string_view::npos) {
      return std::string(place);
    }
  }
  return {};
}

} // namespace

std::string
edit_place(const Finding& finding)
{
  if (std::string line = line_in(finding.fix); !line.empty()) {
    return line;
  }
  if (!finding.kept_by.empty()) {
    return finding_text::file_and_line(finding.kept_by.front().at);
  }
  for (const Place* place :
       {&finding.through, &finding.at, &finding.called, &finding.started, &finding.blocked}) {
    if (place->known() && finding_text::in_module(*place)) {
      return finding_text::file_and_line(*place);
    }
  }
  return finding.package;
}

std::string
amount_text(const FixRow& row)
{
  if (row.goroutines > 0) {
    return std::to_string(row.goroutines);
  }
  return row.bytes == 0 ? "" : heap_growth::signed_size(row.bytes);
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
      rows.push_back({{}, {}, {}, 0, 0, finding.fix.empty() ? finding.message : finding.fix});
      known.emplace(finding.fix, row);
    }
    FixRow& one = rows[row];
    one.findings.push_back(&finding);
    one.numbers.push_back(i + 1);
    if (is_heap_leak(finding)) {
      one.bytes += *std::ranges::min_element(finding.rounds);
    }
    one.goroutines += finding_text::family_count(finding, families.below(finding));
    std::string place = edit_place(finding);
    if (std::ranges::find(one.places, place) == one.places.end()) {
      one.places.push_back(std::move(place));
    }
  }
  return rows;
}

} // namespace leakgate
