#include "reporters/console/layout.hpp"
#include "reporters/console/parts.hpp"
#include "reporters/text/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace leakgate::console {

namespace {

using terminal::Ink;
using terminal::Paint;

constexpr std::size_t k_fewest_samples = 3; ///< two make no curve
constexpr std::size_t k_most_packages = 3;
constexpr std::size_t k_most_columns = 40;

// Goroutines in equal stretches of the samples, the most of each: no peak is lost.
std::vector<double>
stretches(const std::vector<Sample>& samples, std::size_t columns)
{
  columns = std::min(columns, samples.size());
  std::vector<double> peaks(columns);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    double& peak = peaks[i * columns / samples.size()];
    peak = std::max(peak, static_cast<double>(samples[i].goroutines));
  }
  return peaks;
}

// The lowest stands at the bottom, whatever it is: the numbers beside the curve say it.
std::string
sparkline(const std::vector<double>& values)
{
  constexpr std::array<std::string_view, 8> k_bars = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const auto [low, high] = std::ranges::minmax(values);
  std::string out;
  for (const double value : values) {
    const double height = high > low ? (value - low) / (high - low) : 0;
    out += k_bars[static_cast<std::size_t>(std::lround(height * (k_bars.size() - 1)))];
  }
  return out;
}

std::string
numbers(const std::vector<Sample>& samples)
{
  const Sample& peak = *std::ranges::max_element(samples, {}, &Sample::goroutines);
  return fmt::format("{} → {}, peak {} at {:.1f} s", samples.front().goroutines,
                     samples.back().goroutines, peak.goroutines,
                     static_cast<double>(peak.at_ms) / 1000);
}

} // namespace

std::string
timeline_section(const Verdict& verdict, const ConsoleStyle& style)
{
  std::vector<const PackageVerdict*> packages;
  std::size_t names = 0;
  std::size_t behind = 0;
  for (const PackageVerdict& package : verdict.packages) {
    const bool asked = package.ledger.reported > 0 || style.loudness == Loudness::verbose;
    if (asked && package.samples.size() >= k_fewest_samples) {
      packages.push_back(&package);
      names = std::max(names, terminal::display_width(terminal::one_line(package.import_path)));
      behind = std::max(behind, terminal::display_width(numbers(package.samples)));
    }
  }
  if (packages.empty()) {
    return {};
  }
  packages.resize(shown_rows(packages.size(), k_most_packages, style));
  const std::size_t width = usable_width(style);
  const std::size_t free = width - std::min(width, 2 + 3 + 3 + behind);
  names = std::min(names, free / 2);
  const std::size_t columns = std::clamp<std::size_t>(free - names, 1, k_most_columns);
  std::string out = section_title("goroutines", "over time, the runtime's own included", style);
  for (const PackageVerdict* package : packages) {
    const std::string name = terminal::cut_middle(terminal::one_line(package->import_path), names);
    const std::string curve = sparkline(stretches(package->samples, columns));
    out += "  " + terminal::pad_right(name, names) + "   " +
           Paint(style.color)(Ink::yellow, curve) + "   " + numbers(package->samples) + "\n";
  }
  return out;
}

} // namespace leakgate::console
