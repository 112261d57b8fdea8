#include "gate/base/text.hpp"
#include "reporters/html/parts.hpp"
#include "reporters/text/escape_html.hpp"
#include "reporters/wording/delta.hpp"
#include "reporters/wording/finding_text.hpp"

#include <fmt/format.h>

namespace leakgate::html {

std::string
delta_line(const Verdict& verdict)
{
  const std::optional<Delta> delta = delta_of(verdict);
  return delta ? fmt::format("<p class=\"delta\">Against the {}: <strong>{}</strong></p>\n",
                             delta->against, to_text(*delta))
               : std::string();
}

std::string
base_section(const Verdict& verdict)
{
  if (!verdict.base || verdict.base->gone_findings.empty()) {
    return {};
  }
  const BaseComparison& base = *verdict.base;
  std::vector<std::string> rows;
  rows.reserve(base.gone_findings.size());
  for (const GoneFinding& finding : base.gone_findings) {
    rows.push_back(cell(finding.message) + cell(finding.test, "name") + cell(finding.package) +
                   cell(finding_text::file_and_line(finding.at), "name"));
  }
  const std::int64_t hidden = base.gone - static_cast<std::int64_t>(rows.size());
  return section(
      "gone", "Gone since the base",
      fmt::format("<p>Reported in <code>{}</code>, and not in this run any more.</p>\n",
                  escape_html::text(base.file)) +
          table("Findings that are gone", {"Finding", "Test", "Package", "Place"}, rows) +
          (hidden > 0 ? fmt::format("<p class=\"quiet\">and {} more</p>\n", hidden) : ""));
}

} // namespace leakgate::html
