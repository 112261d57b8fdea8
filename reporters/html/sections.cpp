#include "gate/base/text.hpp"
#include "reporters/html/parts.hpp"
#include "reporters/text/escape_html.hpp"
#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/heap_growth.hpp"
#include "reporters/wording/metric_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

namespace leakgate::html {

namespace {

// 0 where the difference does not fit: the numbers may come from a file.
std::string
package_row(const PackageVerdict& package)
{
  const std::string state = package.judged ? std::string(to_string(package.end)) : "not judged";
  std::string out = cell(package.import_path, "name");
  std::string about = package.note.empty() ? state : state + ": " + package.note;
  std::replace(about.begin(), about.end(), '_', ' ');
  out += cell(about + (package.source == EvidenceSource::cache ? " (cached)" : ""));
  if (!package.judged) {
    return out + "<td></td><td></td><td></td><td></td>";
  }
  out +=
      cell(fmt::format("{} → {}", package.goroutines_before, package.goroutines_after), "number");
  out += cell(std::to_string(package.ledger.reported), "number");
  if (!package.heap) {
    return out + "<td></td><td></td>";
  }
  const HeapSummary& heap = *package.heap;
  out += cell(text::byte_size(heap.before_bytes) + " → " + text::byte_size(heap.after_bytes),
              "number");
  return out + cell(heap_growth::signed_size(heap_growth::bytes_of(heap)), "number");
}

std::string
metric_row(const std::string& name, double value, const Verdict& verdict)
{
  const MetricInfo* metric = find_metric(name);
  if (metric == nullptr) { // of a later leakgate
    return cell(name) + cell(fmt::format("{:.6g}", value), "number");
  }
  return cell(metric->help) + cell(metric_text(*metric, value, verdict), "number");
}

using Part = std::pair<std::string_view, std::int64_t>;

std::array<Part, 6>
parts_of(const Ledger& ledger)
{
  return {{{"reported", ledger.reported},
           {"below threshold", ledger.below_threshold},
           {"in the baseline", ledger.baseline},
           {"allowed", ledger.allowed},
           {"there before the tests", ledger.in_before},
           {"of the runtime", ledger.runtime}}};
}

} // namespace

std::string
packages_section(const Verdict& verdict)
{
  std::vector<std::string> rows;
  rows.reserve(verdict.packages.size());
  for (const PackageVerdict& package : verdict.packages) {
    rows.push_back(package_row(package));
  }
  return section("packages", "Packages",
                 rows.empty()
                     ? ""
                     : table("Goroutines and live heap, before and after the tests",
                             {"Package", "Run", "#Goroutines", "#Leaked", "#Live heap", "#Growth"},
                             rows));
}

std::string
heap_section(const Verdict& verdict)
{
  std::vector<std::pair<const HeapGrowth*, std::string>> sites;
  std::vector<std::string> said;
  for (const PackageVerdict* package : heap_growth::telling_packages(verdict)) {
    if (!package->heap->note.empty()) {
      said.push_back(cell(package->import_path, "name") + cell(package->heap->note));
    }
    for (const HeapGrowth& growth : package->heap->sites) {
      sites.emplace_back(&growth, package->import_path);
    }
  }
  std::stable_sort(sites.begin(), sites.end(),
                   [](const auto& a, const auto& b) { return a.first->bytes > b.first->bytes; });
  constexpr std::size_t k_most_sites = 30;
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < std::min(sites.size(), k_most_sites); ++i) {
    const HeapGrowth& growth = *sites[i].first;
    rows.push_back(cell(finding_text::short_function(growth.site.function), "name") +
                   cell(finding_text::file_and_line(growth.site), "place") + cell(sites[i].second) +
                   cell("≈ " + heap_growth::signed_size(growth.bytes), "number") +
                   cell(fmt::format("≈ {:+}", growth.objects), "number"));
  }
  std::string body =
      rows.empty()
          ? ""
          : table("Allocation sites that hold more after the tests than before, by samples",
                  {"Site", "Place", "Package", "#Bytes", "#Objects"}, rows);
  if (sites.size() > k_most_sites) {
    body += fmt::format("<p class=\"quiet\">{} smaller sites are in the JSON report.</p>\n",
                        sites.size() - k_most_sites);
  }
  body += said.empty() ? "" : table("What running again has shown", {"Package", "Shown"}, said);
  return section("heap", "Heap that grew", body);
}

std::string
runtime_section(const Verdict& verdict)
{
  std::vector<std::string> labels;
  for (const FigureInfo& figure : runtime_figures::shown()) {
    labels.push_back("#" + std::string(figure.label));
  }
  std::vector<std::string_view> columns = {"Package"};
  columns.insert(columns.end(), labels.begin(), labels.end());
  columns.emplace_back("What it suffers from");
  std::vector<std::string> rows;
  for (const PackageVerdict& package : verdict.packages) {
    if (!package.figures) {
      continue;
    }
    std::string row = cell(package.import_path, "name");
    for (const FigureInfo& figure : runtime_figures::shown()) {
      row += cell(runtime_figures::text_of(figure, *package.figures), "number");
    }
    rows.push_back(row + cell(runtime_figures::pressure(package)));
  }
  return rows.empty() ? ""
                      : section("runtime", "Collector and scheduler",
                                table("Of each test process", columns, rows));
}

std::string
metrics_section(const Verdict& verdict)
{
  std::vector<std::string> rows;
  for (const auto& [name, value] : verdict.metrics) {
    rows.push_back(metric_row(name, value, verdict));
  }
  return section("metrics", "Metrics",
                 rows.empty() ? "" : table("All packages together", {"Metric", "#Value"}, rows));
}

std::string
ledger_section(const Verdict& verdict)
{
  const Ledger& ledger = verdict.ledger;
  std::string bar;
  std::string list;
  int index = 0;
  for (const auto& [label, count] : parts_of(ledger)) {
    bar += count > 0 ? fmt::format("<span class=\"part p{}\" style=\"flex-grow:{}\"></span>", index,
                                   count)
                     : "";
    list +=
        fmt::format("<li><span class=\"key p{}\"></span><span class=\"number\">{}</span> {}</li>\n",
                    index++, count, label);
  }
  std::string body = fmt::format("<p>{} at the end of the tests; each is accounted for.</p>\n",
                                 text::counted(ledger.seen, "goroutine"));
  if (!ledger.balances()) {
    body = fmt::format("<p class=\"warning\">{} at the end of the tests, but the parts do not add "
                       "up.</p>\n",
                       text::counted(ledger.seen, "goroutine"));
  }
  return section("ledger", "Where every goroutine went",
                 body + "<div class=\"stacked\" aria-hidden=\"true\">" + bar +
                     "</div>\n<ul class=\"legend\">\n" + list + "</ul>\n");
}

std::string
problems_section(const Verdict& verdict)
{
  std::vector<std::string> rows;
  std::set<std::string> seen;
  for (const Problem& problem : verdict.problems) {
    std::string row = cell(problem.where, "name") + cell(problem.what);
    if (seen.insert(row).second) {
      rows.push_back(std::move(row));
    }
  }
  return section("problems", "Problems",
                 rows.empty() ? ""
                              : table("Could not be read or measured, and was left out",
                                      {"Where", "What"}, rows));
}

} // namespace leakgate::html
