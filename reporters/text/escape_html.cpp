#include "reporters/text/escape_html.hpp"

#include "gate/base/text.hpp"
#include "reporters/text/terminal.hpp"

namespace leakgate::escape_html {

namespace {

std::string_view
reference(char c)
{
  switch (c) {
  case '&': return "&amp;";
  case '<': return "&lt;";
  case '>': return "&gt;";
  case '"': return "&quot;";
  case '\'': return "&#39;";
  default: return {};
  }
}

// terminal::one_line without U+FFFE and U+FFFF of any plane, which HTML calls noncharacters:
// their last bytes are BF BE and BF BF behind a byte that ends in F, and become U+FFFD.
std::string
shown(std::string_view input)
{
  std::string out = terminal::one_line(input);
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(out[at]); };
  for (std::size_t at = out.find('\xBF'); at != std::string::npos; at = out.find('\xBF', at + 1)) {
    const bool ends = at + 1 < out.size() && (byte(at + 1) == 0xBE || byte(at + 1) == 0xBF);
    if (!ends || at < 1) {
      continue;
    }
    if (byte(at - 1) == 0xEF) {
      out[at + 1] = '\xBD';
    } else if (at >= 2 && byte(at - 2) >= 0xF0 && (byte(at - 1) & 0x0FU) == 0x0F) {
      out.replace(at - 2, 4, "\xEF\xBF\xBD");
    }
  }
  return out;
}

} // namespace

std::string
text(std::string_view input)
{
  std::string out;
  for (const char c : shown(input)) {
    const std::string_view escaped = reference(c);
    if (escaped.empty()) {
      out += c;
    } else {
      out += escaped;
    }
  }
  return out;
}

std::string
lines(std::string_view input)
{
  std::string spaced;
  for (const char c : input) {
    spaced += c == '\t' ? "    " : std::string(1, c);
  }
  std::string out;
  for (const std::string_view line : leakgate::text::split(spaced, '\n')) {
    out += shown(line) + "\n";
  }
  out.pop_back();
  return out;
}

std::string
script(std::string_view json)
{
  constexpr std::string_view k_separators = "\xE2\x80"; // U+2028 and U+2029 without their last byte
  std::string out;
  out.reserve(json.size());
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char last = at + 2 < json.size() ? json[at + 2] : '\0';
    if (json[at] == '<') {
      out += "\\u003c";
    } else if (json[at] == '>') {
      out += "\\u003e";
    } else if (json[at] == '&') {
      out += "\\u0026";
    } else if (json.substr(at, 2) == k_separators && (last == '\xA8' || last == '\xA9')) {
      out += last == '\xA8' ? "\\u2028" : "\\u2029";
      at += 2;
    } else {
      out += json[at];
    }
  }
  return out;
}

} // namespace leakgate::escape_html
