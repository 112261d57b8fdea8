#include "reporters/console/layout.hpp"

#include "reporters/text/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace leakgate::console {

namespace {

using terminal::Ink;
using terminal::Paint;

constexpr std::size_t k_margin_label = 10; // as wide as `leakgate: `

std::string
pair_row(const Pair& row, std::size_t left, std::size_t width, std::size_t indent)
{
  const std::string margin(indent, ' ');
  if (row.right.empty()) {
    return margin + terminal::cut_middle(row.left, width - indent) + "\n";
  }
  const bool beside = terminal::display_width(row.left) <= left;
  const std::size_t behind = beside ? indent + left + 3 : indent + 2;
  std::string head =
      margin + (beside ? terminal::pad_right(row.left, left) + "   "
                       : terminal::cut_middle(row.left, width - indent) + "\n" + margin + "  ");
  std::string out;
  for (const std::string& line : terminal::wrap(row.right, width - behind)) {
    out += head + line + "\n";
    head = std::string(behind, ' ');
  }
  return out;
}

} // namespace

std::size_t
usable_width(const ConsoleStyle& style)
{
  constexpr int k_narrowest = 40;
  constexpr int k_widest = 120; // beyond, the eye loses the row between its columns
  return static_cast<std::size_t>(std::clamp(style.width, k_narrowest, k_widest));
}

std::size_t
shown_rows(std::size_t count, std::size_t most, const ConsoleStyle& style)
{
  return style.loudness == Loudness::verbose ? count : std::min(count, most);
}

std::string
section_title(std::string_view title, std::string_view rest, const ConsoleStyle& style)
{
  return Paint(style.color)(Ink::bold, title) + (rest.empty() ? "" : "  ") + std::string(rest) +
         "\n";
}

std::string
labelled(std::string_view label, std::string_view content, const ConsoleStyle& style, Shade shade)
{
  const Paint paint(style.color);
  std::string out;
  for (const std::string& line :
       terminal::wrap(terminal::one_line(content), usable_width(style) - k_label_width)) {
    out += "  " + paint(Ink::dim, terminal::pad_right(out.empty() ? label : "", k_label_width - 2));
    out += (shade == Shade::dim ? paint(Ink::dim, line) : line) + "\n";
  }
  return out;
}

std::string
margin_row(std::string_view label, std::string_view content, const ConsoleStyle& style, Shade shade)
{
  const Paint paint(style.color);
  std::string out;
  for (const std::string& line :
       terminal::wrap(terminal::one_line(content), usable_width(style) - k_margin_label)) {
    const std::string head = terminal::pad_right(out.empty() ? label : "", k_margin_label);
    const bool bold = shade == Shade::normal && out.empty();
    out += shade == Shade::dim ? paint(Ink::dim, head + line)
                               : (bold ? paint(Ink::bold, head) : head) + line;
    out += "\n";
  }
  return out;
}

std::string
pair_rows(const std::vector<Pair>& rows, const ConsoleStyle& style, PairLayout layout)
{
  const std::size_t width = usable_width(style);
  std::size_t left = 0;
  for (const Pair& row : rows) {
    left = row.right.empty() ? left : std::max(left, terminal::display_width(row.left));
  }
  left = std::min(left, width / 2);
  const std::size_t shown = shown_rows(rows.size(), layout.most, style);
  std::string out;
  for (std::size_t i = 0; i < shown; ++i) {
    out += pair_row(rows[i], left, width, layout.indent);
  }
  if (shown < rows.size()) {
    out += fmt::format("{}… and {} more (all of them are in the JSON report)\n",
                       std::string(layout.indent, ' '), rows.size() - shown);
  }
  return out;
}

} // namespace leakgate::console
