#include "gate/base/text.hpp"
#include "reporters/html/parts.hpp"
#include "reporters/text/escape_html.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace leakgate::html {

namespace {

constexpr std::size_t k_most_entries = 200;

void
add_entries(std::vector<std::string>& rows, const std::vector<BaselineEntry>& entries,
            std::string_view what)
{
  const std::size_t shown = std::min(entries.size(), k_most_entries);
  for (std::size_t i = 0; i < shown; ++i) {
    const BaselineEntry& entry = entries[i];
    rows.push_back(cell(what) + cell(entry.what.empty() ? entry.fingerprint : entry.what, "name") +
                   cell(entry.package) + cell(entry.first_seen) +
                   cell(what == "fewer" ? std::to_string(entry.count) : "0", "number"));
  }
  if (shown < entries.size()) {
    rows.push_back(cell(what) + cell(fmt::format("… and {} more", entries.size() - shown)) +
                   "<td></td><td></td><td></td>");
  }
}

std::string
baseline_part(const Verdict& verdict)
{
  if (!verdict.baseline) {
    return {};
  }
  const BaselineSummary& baseline = *verdict.baseline;
  std::string out = fmt::format(
      "<h3>Baseline</h3>\n<p>{} known in <code>{}</code>, {} seen in this run; {} gone, {} "
      "fewer.</p>\n",
      text::counted(baseline.clusters, "leak"), escape_html::text(baseline.file), baseline.matched,
      baseline.gone.size(), baseline.fewer.size());
  std::vector<std::string> rows;
  add_entries(rows, baseline.gone, "gone");
  add_entries(rows, baseline.fewer, "fewer");
  if (rows.empty()) {
    return out;
  }
  return out + table("What became less", {"", "Leak", "Package", "First seen", "#Now"}, rows) +
         "<p class=\"quiet\"><code>leakgate baseline --prune</code> takes them out, so that they "
         "cannot come back.</p>\n";
}

std::string
allowed_part(const Verdict& verdict)
{
  std::vector<std::string> rows;
  for (const AllowHit& hit : verdict.allowed) {
    rows.push_back(cell(hit.id, "name") + cell(hit.reason) +
                   cell(std::to_string(hit.count), "number"));
  }
  return rows.empty() ? std::string()
                      : "<h3>Allowed</h3>\n" + table("Entries that let goroutines pass",
                                                     {"Entry", "Reason", "#Goroutines"}, rows);
}

std::string
loosened_part(const Verdict& verdict)
{
  std::vector<std::string> rows;
  for (const Loosening& loosening : verdict.loosened) {
    rows.push_back(cell(to_string(loosening.where), "name") + cell(loosening.what));
  }
  return rows.empty() ? std::string()
                      : "<h3>Loosened</h3>\n" +
                            table("Settings of this checkout that let more pass than the defaults",
                                  {"Where", "What"}, rows);
}

} // namespace

std::string
policy_section(const Verdict& verdict)
{
  return section("policy", "What was accepted",
                 baseline_part(verdict) + allowed_part(verdict) + loosened_part(verdict));
}

} // namespace leakgate::html
