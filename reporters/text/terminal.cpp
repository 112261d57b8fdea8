#include "reporters/text/terminal.hpp"

#include "gate/base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace leakgate::terminal {

namespace {

struct Range
{
  std::uint32_t first;
  std::uint32_t last;
};

// Unicode 15: East Asian Width W and F, and emoji that terminals show in two columns.
constexpr std::array<Range, 18> k_wide = {{{0x1100, 0x115F},
                                           {0x231A, 0x231B},
                                           {0x2E80, 0x303E},
                                           {0x3041, 0x33FF},
                                           {0x3400, 0x4DBF},
                                           {0x4E00, 0x9FFF},
                                           {0xA000, 0xA4CF},
                                           {0xA960, 0xA97F},
                                           {0xAC00, 0xD7A3},
                                           {0xF900, 0xFAFF},
                                           {0xFE30, 0xFE6F},
                                           {0xFF00, 0xFF60},
                                           {0xFFE0, 0xFFE6},
                                           {0x1F300, 0x1F64F},
                                           {0x1F680, 0x1F6FF},
                                           {0x1F900, 0x1F9FF},
                                           {0x1FA70, 0x1FAFF},
                                           {0x20000, 0x3FFFD}}};
constexpr std::array<Range, 7> k_zero_width = {{{0x0300, 0x036F},
                                                {0x200B, 0x200F},
                                                {0x2060, 0x2064},
                                                {0x20D0, 0x20FF},
                                                {0xFE00, 0xFE0F},
                                                {0xFE20, 0xFE2F},
                                                {0xFEFF, 0xFEFF}}};

template <std::size_t n>
bool
within(const std::array<Range, n>& ranges, std::uint32_t code)
{
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](Range range) { return range.first <= code && code <= range.last; });
}

struct Character
{
  std::uint32_t code = 0;
  std::size_t bytes = 1;
  std::size_t columns = 1;
};

// The first character of `text`, which is valid UTF-8; a stray byte counts as one column.
Character
first_character(std::string_view text)
{
  const auto lead = static_cast<unsigned char>(text[0]);
  Character result;
  if (lead < 0x80) {
    result.code = lead;
    return result;
  }
  result.bytes = std::min<std::size_t>(lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2, text.size());
  result.code = lead & (0x7FU >> result.bytes);
  for (std::size_t i = 1; i < result.bytes; ++i) {
    result.code = (result.code << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  result.columns = within(k_zero_width, result.code) ? 0 : within(k_wide, result.code) ? 2 : 1;
  return result;
}

// Bytes of the longest start of `line` that fits into `width` columns.
std::size_t
bytes_that_fit(std::string_view line, std::size_t width)
{
  std::size_t at = 0;
  while (at < line.size()) {
    const Character next = first_character(line.substr(at));
    if (next.columns > width) {
      break;
    }
    width -= next.columns;
    at += next.bytes;
  }
  return at;
}

// The end of `line` that fits into `width` columns.
std::string_view
tail_that_fits(std::string_view line, std::size_t width)
{
  std::size_t columns = display_width(line);
  while (columns > width) {
    const Character next = first_character(line);
    columns -= next.columns;
    line.remove_prefix(next.bytes);
  }
  return line;
}

bool
turns_direction(std::uint32_t code)
{
  return code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

} // namespace

std::string
Paint::operator()(Ink ink, std::string_view text) const
{
  constexpr std::array<std::string_view, 6> k_codes = {"1", "2", "1;31", "32", "33", "36"};
  if (!m_color || text.empty()) {
    return std::string(text);
  }
  std::string out = "\x1b[";
  out += k_codes[static_cast<std::size_t>(ink)];
  out += 'm';
  out += text;
  out += "\x1b[0m";
  return out;
}

std::string
one_line(std::string_view input)
{
  const std::string printable = text::printable(input);
  std::string out;
  out.reserve(printable.size());
  for (std::size_t at = 0; at < printable.size();) {
    const Character next = first_character(std::string_view(printable).substr(at));
    if (next.code == '\n' || next.code == '\t') {
      out += ' ';
    } else if (turns_direction(next.code)) {
      out += "\xEF\xBF\xBD";
    } else {
      out.append(printable, at, next.bytes);
    }
    at += next.bytes;
  }
  return out;
}

std::size_t
display_width(std::string_view line)
{
  std::size_t columns = 0;
  while (!line.empty()) {
    const Character next = first_character(line);
    columns += next.columns;
    line.remove_prefix(next.bytes);
  }
  return columns;
}

std::string
cut_end(std::string_view line, std::size_t width)
{
  if (display_width(line) <= width) {
    return std::string(line);
  }
  if (width == 0) {
    return {};
  }
  return std::string(line.substr(0, bytes_that_fit(line, width - 1))) + "…";
}

std::string
cut_middle(std::string_view line, std::size_t width)
{
  if (display_width(line) <= width) {
    return std::string(line);
  }
  if (width == 0) {
    return {};
  }
  const std::size_t head = (width - 1) / 3;
  const std::size_t tail = width - 1 - head;
  std::string out(line.substr(0, bytes_that_fit(line, head)));
  out += "…";
  out += tail_that_fits(line, tail);
  return out;
}

std::string
cut_symbol(std::string_view symbol, std::size_t width)
{
  const std::size_t all = display_width(symbol);
  const std::size_t dot = symbol.find('.');
  if (all <= width || width == 0 || dot == std::string_view::npos) {
    return all <= width ? std::string(symbol) : cut_middle(symbol, width);
  }
  const std::size_t name = display_width(symbol.substr(dot + 1));
  if (name + 1 <= width) {
    const std::string_view package = symbol.substr(0, dot + 1);
    return std::string(package.substr(0, bytes_that_fit(package, width - name - 1))) + "…" +
           std::string(symbol.substr(dot + 1));
  }
  // What is left of the package, its type whole, and of the rest the middle cut.
  const std::string_view rest = symbol.substr(dot + 1);
  const std::size_t type = rest.starts_with('(') ? std::min(rest.find(')') + 1, rest.size()) : 0;
  const std::size_t taken = 1 + display_width(rest.substr(0, type));
  return taken < width ? "…" + std::string(rest.substr(0, type)) +
                             cut_middle(rest.substr(type), width - taken)
                       : cut_end("…" + std::string(rest), width);
}

std::string
pad_right(std::string_view line, std::size_t width)
{
  const std::size_t columns = display_width(line);
  return std::string(line) + std::string(width > columns ? width - columns : 0, ' ');
}

std::string
pad_left(std::string_view line, std::size_t width)
{
  const std::size_t columns = display_width(line);
  return std::string(width > columns ? width - columns : 0, ' ') + std::string(line);
}

std::vector<std::string>
wrap(std::string_view line, std::size_t width, std::size_t indent)
{
  width = std::max(width, indent + 2);
  std::vector<std::string> pieces;
  while (!line.empty()) {
    const std::size_t lead = pieces.empty() ? 0 : indent;
    std::size_t end = bytes_that_fit(line, width - lead);
    if (end < line.size()) {
      const std::size_t space = line.rfind(' ', end);
      end = space == std::string_view::npos || space == 0 ? end : space;
    }
    pieces.push_back(std::string(lead, ' ') + std::string(line.substr(0, end)));
    line.remove_prefix(end);
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  }
  return pieces;
}

} // namespace leakgate::terminal
