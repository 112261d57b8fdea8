#include "gate/base/text.hpp"
#include "reporters/console/layout.hpp"
#include "reporters/text/terminal.hpp"

#include <fmt/format.h>

#include <vector>

namespace leakgate {

namespace {

std::string
facts(const PackageEvidence& package)
{
  if (package.source == EvidenceSource::none) {
    return "left no snapshot";
  }
  std::vector<std::string> parts;
  parts.push_back(fmt::format("from the {}", to_string(package.source)));
  parts.push_back(fmt::format(
      "{} after {} ms", package.settled ? "settled" : "goroutines were left", package.settle_ms));
  parts.emplace_back(package.proof ? "proof taken" : "no proof");
  parts.push_back(package.ancestors ? "ancestors on"
                  : package.ancestors_off_reason.empty()
                      ? "ancestors off"
                      : "ancestors off: " + package.ancestors_off_reason);
  const auto add = [&](std::size_t count, std::string_view what) {
    if (count > 0) {
      parts.push_back(text::counted(static_cast<long long>(count), what));
    }
  };
  add(package.rounds.size(), "round");
  add(package.samples.size(), "sample");
  return terminal::one_line(text::join(parts, " · "));
}

} // namespace

std::string
render_measuring(const std::vector<PackageEvidence>& packages, const ConsoleStyle& style)
{
  std::vector<console::Pair> rows;
  rows.reserve(packages.size());
  for (const PackageEvidence& package : packages) {
    rows.push_back({terminal::one_line(package.import_path), facts(package)});
  }
  return rows.empty() ? std::string()
                      : "\n" + console::section_title("measured", "", style) +
                            console::pair_rows(rows, style);
}

} // namespace leakgate
