#include "gate/decode/section_reader.hpp"

#include <charconv>
#include <cstddef>
#include <system_error>

namespace leakgate {

std::optional<Section>
SectionReader::next()
{
  const std::size_t newline = m_rest.substr(0, 256).find('\n');
  const std::size_t space = m_rest.substr(0, newline).find(' ');
  if (newline == std::string_view::npos || space == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view name = m_rest.substr(0, space);
  const std::string_view digits = m_rest.substr(space + 1, newline - space - 1);
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  const std::string_view rest = m_rest.substr(newline + 1);
  if (name.empty() ||
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._") != name.npos ||
      error != std::errc() || end != digits.data() + digits.size() ||
      (digits.size() > 1 && digits[0] == '0') || size >= rest.size() || rest[size] != '\n') {
    return std::nullopt;
  }
  m_rest = rest.substr(size + 1);
  return Section{name, rest.substr(0, size)};
}

} // namespace leakgate
