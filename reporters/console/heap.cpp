#include "gate/base/text.hpp"
#include "reporters/console/layout.hpp"
#include "reporters/console/parts.hpp"
#include "reporters/text/terminal.hpp"
#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/heap_growth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace leakgate::console {

namespace {

using terminal::Ink;
using terminal::Paint;

constexpr std::size_t k_most_packages = 3;
constexpr std::size_t k_sites_of_first = 10;
constexpr std::size_t k_sites_of_others = 3;

struct Grown
{
  const PackageVerdict* package = nullptr;
  std::int64_t bytes = 0;
};

// What is worth telling; verbose, all packages that were measured.
std::vector<Grown>
grown_packages(const Verdict& verdict, const ConsoleStyle& style)
{
  std::vector<Grown> grown;
  if (style.loudness != Loudness::verbose) {
    for (const PackageVerdict* package : heap_growth::telling_packages(verdict)) {
      grown.push_back({package, heap_growth::bytes_of(*package->heap)});
    }
    return grown;
  }
  for (const PackageVerdict& package : verdict.packages) {
    if (package.heap) {
      grown.push_back({&package, heap_growth::bytes_of(*package.heap)});
    }
  }
  std::stable_sort(grown.begin(), grown.end(),
                   [](const Grown& a, const Grown& b) { return a.bytes > b.bytes; });
  return grown;
}

// Names, sizes and growth of the packages, each in a column of its own.
std::vector<std::string>
package_lines(const std::vector<Grown>& grown, std::size_t width, const Paint& paint)
{
  std::size_t names = 0;
  std::size_t sizes = 0;
  std::vector<std::string> size_texts;
  for (const Grown& one : grown) {
    const HeapSummary& heap = *one.package->heap;
    size_texts.push_back(fmt::format("{} → {}", text::byte_size(heap.before_bytes),
                                     text::byte_size(heap.after_bytes)));
    sizes = std::max(sizes, terminal::display_width(size_texts.back()));
    names = std::max(names, terminal::display_width(terminal::one_line(one.package->import_path)));
  }
  constexpr std::size_t k_growth = 11; // "+1023.9 MiB"
  const std::size_t taken = 2 + 3 + sizes + 3 + k_growth;
  names = std::min(names, std::max<std::size_t>(width - std::min(width, taken), 12));
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < grown.size(); ++i) {
    const std::string name = terminal::one_line(grown[i].package->import_path);
    lines.push_back("  " + terminal::pad_right(terminal::cut_middle(name, names), names) + "   " +
                    terminal::pad_left(size_texts[i], sizes) + "   " +
                    paint(Ink::yellow, heap_growth::signed_size(grown[i].bytes)) + "\n");
  }
  return lines;
}

struct SiteRow
{
  std::string bytes;
  std::string objects;
  std::string function;
  std::string place;
};

std::vector<SiteRow>
site_rows(const HeapSummary& heap, std::int64_t grown, std::size_t most)
{
  std::vector<SiteRow> rows;
  for (const HeapGrowth& site : heap.sites) {
    if (site.bytes <= 0 || rows.size() == most) {
      break;
    }
    if (site.bytes > grown) { // a sample stands for more than there is
      continue;
    }
    rows.push_back({"≈ " + heap_growth::signed_size(site.bytes),
                    fmt::format("≈ {:+} object{}", site.objects, site.objects == 1 ? "" : "s"),
                    terminal::one_line(finding_text::short_function(site.site.function)),
                    terminal::one_line(finding_text::file_and_line(site.site))});
  }
  return rows;
}

std::string
site_lines(const std::vector<SiteRow>& rows, std::size_t width, const Paint& paint)
{
  std::size_t bytes = 0;
  std::size_t objects = 0;
  std::size_t place = 0;
  std::size_t function = 0;
  for (const SiteRow& row : rows) {
    bytes = std::max(bytes, terminal::display_width(row.bytes));
    objects = std::max(objects, terminal::display_width(row.objects));
    place = std::max(place, terminal::display_width(row.place));
    function = std::max(function, terminal::display_width(row.function));
  }
  const std::size_t taken = 4 + bytes + 2 + objects + 2 + 2 + place;
  const std::size_t room = width > taken ? width - taken : 0;
  const bool fits = room >= std::min<std::size_t>(function, 20);
  const std::size_t wide = std::min(function, fits ? room : room + place);
  std::string out;
  for (const SiteRow& row : rows) {
    const std::string name = terminal::cut_symbol(row.function, wide);
    out += "    " + terminal::pad_left(row.bytes, bytes) + "  " +
           paint(Ink::dim, terminal::pad_left(row.objects, objects));
    out += "  " + (fits ? terminal::pad_right(name, wide) + "  " : name + "\n      ");
    out += paint(Ink::cyan, row.place) + "\n";
  }
  return out;
}

// What is known exactly needs no samples beside it.
bool
is_judged(const Verdict& verdict, const std::string& package)
{
  return std::ranges::any_of(verdict.findings, [&](const Finding& finding) {
    return is_heap_leak(finding) && finding.package == package;
  });
}

} // namespace

std::string
heap_section(const Verdict& verdict, const ConsoleStyle& style)
{
  std::vector<Grown> grown = grown_packages(verdict, style);
  if (grown.empty()) {
    return {};
  }
  const Paint paint(style.color);
  const std::size_t width = usable_width(style);
  std::string out = section_title("heap", "live before → after one run, warm-up included", style);
  const std::size_t hidden = grown.size() - shown_rows(grown.size(), k_most_packages, style);
  grown.resize(grown.size() - hidden);
  const std::vector<std::string> lines = package_lines(grown, width, paint);
  for (std::size_t i = 0; i < grown.size(); ++i) {
    const HeapSummary& heap = *grown[i].package->heap;
    const std::size_t most = i == 0 ? k_sites_of_first : k_sites_of_others;
    const std::size_t shown = shown_rows(heap.sites.size(), most, style);
    out += lines[i];
    if (!heap.note.empty()) {
      for (const std::string& line : terminal::wrap(terminal::one_line(heap.note), width - 4)) {
        out += "    " + paint(Ink::dim, line) + "\n";
      }
    }
    if (!is_judged(verdict, grown[i].package->import_path)) {
      out += site_lines(site_rows(heap, grown[i].bytes, shown), width, paint);
    }
  }
  if (hidden > 0) {
    const std::string count = text::counted(static_cast<long long>(hidden), "more package");
    out += paint(Ink::dim, fmt::format("  … and {} that grew less", count)) + "\n";
  }
  return out;
}

} // namespace leakgate::console
