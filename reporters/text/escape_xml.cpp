#include "reporters/text/escape_xml.hpp"

#include "gate/base/text.hpp"
#include "gate/base/utf8.hpp"

#include <algorithm>

namespace leakgate::escape_xml {

namespace {

// \r\n and a lone \r (progress bars) become \n, as an XML reader would see them.
std::string
unix_lines(std::string_view input)
{
  std::string out;
  out.reserve(input.size());
  for (std::size_t i = 0; i < input.size(); ++i) {
    if (input[i] != '\r') {
      out += input[i];
    } else if (i + 1 == input.size() || input[i + 1] != '\n') {
      out += '\n';
    }
  }
  return out;
}

} // namespace

std::string
text(std::string_view input)
{
  std::string out = leakgate::text::printable(unix_lines(input));
  // U+FFFE and U+FFFF are EF BF BE and EF BF BF; U+FFFD, which replaces them, is EF BF BD.
  for (std::size_t at = out.find("\xEF\xBF"); at != std::string::npos;
       at = out.find("\xEF\xBF", at + 3)) {
    if (out[at + 2] == '\xBE' || out[at + 2] == '\xBF') {
      out[at + 2] = '\xBD';
    }
  }
  return out;
}

std::string
attribute(std::string_view input, std::size_t limit)
{
  std::string out = text(input);
  std::replace(out.begin(), out.end(), '\n', ' ');
  std::replace(out.begin(), out.end(), '\t', ' ');
  return utf8::shortened(leakgate::text::trim(out), limit);
}

std::size_t
written_size(std::string_view clean)
{
  std::size_t size = clean.size();
  for (const char c : clean) {
    size += c == '&' ? 4 : c == '<' || c == '>' ? 3 : 0;
  }
  return size;
}

} // namespace leakgate::escape_xml
