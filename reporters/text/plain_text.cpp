#include "reporters/text/plain_text.hpp"

#include "gate/base/text.hpp"
#include "reporters/text/terminal.hpp"

namespace leakgate::plain_text {

namespace {

std::string
cut(std::string text, std::size_t limit)
{
  if (text.size() <= limit) {
    return text;
  }
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return text.substr(0, end) + "…";
}

} // namespace

std::string
one_line(std::string_view input, std::size_t limit)
{
  return cut(std::string(text::trim(terminal::one_line(input))), limit);
}

std::string
lines(std::string_view input, std::size_t limit)
{
  // Escape sequences first: one may reach over a line end.
  const std::string clean = text::printable(input);
  std::string out;
  for (const std::string_view line : text::split(text::trim(clean), '\n')) {
    out += out.empty() ? "" : "\n";
    out += terminal::one_line(line);
  }
  return cut(std::move(out), limit);
}

} // namespace leakgate::plain_text
