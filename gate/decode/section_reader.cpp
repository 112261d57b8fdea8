#include "gate/decode/section_reader.hpp"

#include "gate/base/number.hpp"

#include <cstddef>

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
  const auto size = whole_number<std::size_t>(digits);
  const std::string_view rest = m_rest.substr(newline + 1);
  if (name.empty() ||
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._") != name.npos || !size ||
      (digits.size() > 1 && digits[0] == '0') || *size >= rest.size() || rest[*size] != '\n') {
    return std::nullopt;
  }
  m_rest = rest.substr(*size + 1);
  return Section{name, rest.substr(0, *size)};
}

} // namespace leakgate
