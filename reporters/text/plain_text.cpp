#include "reporters/text/plain_text.hpp"

#include "gate/base/text.hpp"
#include "gate/base/utf8.hpp"
#include "reporters/text/terminal.hpp"

namespace leakgate::plain_text {

std::string
one_line(std::string_view input, std::size_t limit)
{
  return utf8::shortened(text::trim(terminal::one_line(input)), limit);
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
  return utf8::shortened(out, limit);
}

} // namespace leakgate::plain_text
