#include "gate/base/json.hpp"

#include "gate/base/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace leakgate::json {

std::string
shown(const nlohmann::json& value)
{
  if (value.is_structured()) {
    return value.is_array() ? "a list" : "an object";
  }
  return text::quoted(value.is_string() ? value.get<std::string>() : value.dump());
}

BytePlace
place_of(std::string_view text, std::size_t byte)
{
  BytePlace place;
  place.at = std::min(byte == 0 ? 0 : byte - 1, text.size());
  const std::string_view before = text.substr(0, place.at);
  place.line += static_cast<std::size_t>(std::ranges::count(before, '\n'));
  place.column += place.at - (before.rfind('\n') + 1); // npos + 1 is 0
  return place;
}

} // namespace leakgate::json
