#include "rules/source/function_source.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace leakgate::rules {

int
line_of_loop(const SourceLine& source_line, const Place& place)
{
  constexpr int k_most_lines = 400;
  const auto depth_of = [](std::string_view line) { return line.find_first_not_of("\t "); };
  std::string text = source_line(place.file, place.line);
  std::size_t depth = depth_of(text);
  int found = 0;
  for (int line = place.line; depth != std::string::npos && line > 0; --line) {
    text = source_line(place.file, line);
    const std::size_t here = depth_of(text);
    if (here == std::string::npos || (here >= depth && line != place.line)) {
      continue;
    }
    depth = here;
    const std::string_view code = std::string_view(text).substr(here);
    if (code.starts_with("for ") || code.starts_with("for{")) {
      found = line;
    }
    const bool function = code.starts_with("func ") || code.find("func(") != code.npos;
    if ((function && line != place.line) || place.line - line > k_most_lines) {
      break;
    }
  }
  return found;
}

} // namespace leakgate::rules
