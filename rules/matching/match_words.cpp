#include "rules/matching/match_words.hpp"

#include "gate/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace leakgate::rules {

std::string
match_words(const GoroutineMatch& match)
{
  std::vector<std::string> words;
  const auto add = [&](std::string_view field, const std::string& value) {
    if (!value.empty()) {
      words.push_back(fmt::format("{} {}", field, value));
    }
  };
  add("kind", match.heap ? "heap" : "");
  std::vector<std::string> waits;
  std::ranges::transform(match.waits, std::back_inserter(waits),
                         [](Wait wait) { return std::string(to_string(wait)); });
  add("state", text::join(waits, " or "));
  add("state", to_string(match.state));
  add("function", to_string(match.function));
  add("top", to_string(match.top));
  add("entry", to_string(match.entry));
  add("creator", to_string(match.creator));
  add("package", match.package);
  add("test", to_string(match.test));
  return text::join(words, ", ");
}

} // namespace leakgate::rules
