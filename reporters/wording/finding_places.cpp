#include "gate/base/text.hpp"
#include "reporters/wording/finding_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

/// Where goroutines of a finding were met, and where they would have ended.
namespace leakgate::finding_text {

std::string
ways_out(const Finding& finding)
{
  constexpr std::size_t k_most_ways = 3;
  constexpr std::size_t k_most_calls = 2;
  const bool certain = std::ranges::any_of(finding.exits, &WayOut::certain);
  std::vector<std::string> ways;
  for (const WayOut& way : finding.exits) {
    if (way.certain != certain || ways.size() == k_most_ways) {
      continue;
    }
    std::vector<std::string> calls;
    for (const Place& call : way.closed) {
      if (calls.size() < k_most_calls) {
        calls.push_back(fmt::format("{} ({})", call.function, file_and_line(call)));
      }
    }
    ways.push_back(fmt::format("{} ({}){}{}", way.code, file_and_line(way.at),
                               calls.empty() ? "" : ", closed in ", text::join(calls, " or ")));
  }
  return (certain || ways.empty() ? "" : "perhaps ") + text::join(ways, " · ");
}

bool
is_called_inside(const Finding& finding)
{
  return finding.called.known() && std::ranges::any_of(finding.stack, [&](const Frame& frame) {
           return frame.line == finding.called.line &&
                  frame.function.view() == finding.called.function;
         });
}

std::string
movement(const Finding& finding)
{
  constexpr std::size_t k_most_places = 4;
  if (!finding.moving) {
    return {};
  }
  // On its way from one place to the next it was met running, too: that is no place of its own.
  const auto waits = [](const StackVariant& each) {
    return each.state != "running" && each.state != "runnable";
  };
  const bool several = std::count_if(finding.variants.begin(), finding.variants.end(), waits) > 1;
  std::vector<std::string> places;
  std::set<std::string> lines;
  for (const StackVariant& variant : finding.variants) {
    if (several && !waits(variant)) {
      continue;
    }
    const std::string place = file_and_line(variant.blocked);
    lines.insert(place);
    std::string text = variant.state + (place.empty() ? "" : fmt::format(" ({})", place));
    if (std::find(places.begin(), places.end(), text) == places.end()) {
      places.push_back(std::move(text));
    }
  }
  if (places.size() > k_most_places) {
    const std::size_t more = places.size() - k_most_places + 1;
    places.resize(k_most_places - 1);
    places.push_back(fmt::format("{} more", more));
  }
  if (places.size() < 2 || (!several && lines.size() < 2)) { // one line says nothing of a way
    return {};
  }
  const std::string last = std::move(places.back());
  places.pop_back();
  return fmt::format("between {} and {}", text::join(places, ", "), last);
}

} // namespace leakgate::finding_text
