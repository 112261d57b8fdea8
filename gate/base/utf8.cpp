#include "gate/base/utf8.hpp"

namespace leakgate::utf8 {

std::size_t
character_length(std::string_view input)
{
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(input[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) {
    return 1;
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || input.size() < length) {
    return 0;
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(input[i])) {
      return 0;
    }
  }
  const unsigned second = byte(1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool outside = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
  return overlong || outside ? 0 : length;
}

std::string_view
cut(std::string_view input, std::size_t limit)
{
  if (input.size() <= limit) {
    return input;
  }
  while (limit > 0 && is_continuation(input[limit])) {
    --limit;
  }
  return input.substr(0, limit);
}

std::string
shortened(std::string_view input, std::size_t limit)
{
  return std::string(cut(input, limit)) + (input.size() > limit ? "…" : "");
}

void
append(std::string& out, std::uint32_t character)
{
  const auto tail = [&](int shift) {
    out += static_cast<char>(0x80 | (character >> shift & 0x3f));
  };
  if (character < 0x80) {
    out += static_cast<char>(character);
  } else if (character < 0x800) {
    out += static_cast<char>(0xc0 | character >> 6);
    tail(0);
  } else if (character < 0x10000) {
    out += static_cast<char>(0xe0 | character >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xf0 | character >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

} // namespace leakgate::utf8
