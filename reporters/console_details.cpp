#include "gate/base/text.hpp"
#include "reporters/console_parts.hpp"
#include "reporters/finding_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace leakgate::console {

namespace {

using terminal::Ink;
using terminal::Paint;

constexpr std::size_t k_most_frames = 100;
constexpr std::size_t k_most_ancestors = 20;

std::string
fact(std::string_view label, std::string_view value, const ConsoleStyle& style)
{
  const Paint paint(style.color);
  std::string out;
  for (const std::string& line :
       terminal::wrap(terminal::one_line(value), usable_width(style) - 12)) {
    out += "  " + paint(Ink::dim, terminal::pad_right(out.empty() ? label : "", 10)) + line + "\n";
  }
  return out;
}

// Function and place in two columns; the place goes below when the row is too narrow.
std::string
frame_line(const Frame& frame, std::size_t name_width, std::size_t width, const Paint& paint)
{
  const std::string name = terminal::one_line(frame.function.view());
  const std::string place = terminal::one_line(fmt::format("{}:{}", frame.file.view(), frame.line));
  const std::size_t needed = 4 + name_width + 2 + terminal::display_width(place);
  if (needed > width) {
    return "    " + terminal::cut_middle(name, width - 4) + "\n      " + paint(Ink::cyan, place) +
           "\n";
  }
  return "    " + terminal::pad_right(terminal::cut_middle(name, name_width), name_width) + "  " +
         paint(Ink::cyan, place) + "\n";
}

std::string
frame_lines(const std::vector<Frame>& frames, const ConsoleStyle& style)
{
  const std::size_t width = usable_width(style);
  std::size_t name_width = 0;
  for (const Frame& frame : frames) {
    name_width =
        std::max(name_width, terminal::display_width(terminal::one_line(frame.function.view())));
  }
  name_width = std::min(name_width, width / 2);
  std::string out;
  const std::size_t shown = std::min(frames.size(), k_most_frames);
  for (std::size_t i = 0; i < shown; ++i) {
    out += frame_line(frames[i], name_width, width, Paint(style.color));
  }
  if (shown < frames.size()) {
    out += fmt::format("    … and {}\n",
                       text::counted(static_cast<long long>(frames.size() - shown), "more frame"));
  }
  return out;
}

std::string
ancestor_lines(const Finding& finding, const ConsoleStyle& style)
{
  const Paint paint(style.color);
  std::string out;
  const std::size_t shown = std::min(finding.ancestors.size(), k_most_ancestors);
  for (std::size_t i = 0; i < shown; ++i) {
    const Ancestor& ancestor = finding.ancestors[i];
    out += "  " + paint(Ink::dim, fmt::format("started by goroutine {}", ancestor.id)) + "\n";
    out += frame_lines(ancestor.frames, style);
  }
  if (shown < finding.ancestors.size()) {
    out += fmt::format(
        "  … and {}\n",
        text::counted(static_cast<long long>(finding.ancestors.size() - shown), "more ancestor"));
  }
  return out;
}

} // namespace

std::string
finding_details(const Finding& finding, const ConsoleStyle& style)
{
  const Paint paint(style.color);
  std::string out = fact(
      "rule", fmt::format("{} · severity {}", finding.rule, to_string(finding.severity)), style);
  out += fact("phase",
              fmt::format("{} · test found {}", to_string(finding.phase),
                          finding_text::attribution_in_words(finding.attribution)),
              style);
  out += fact("state", finding.state, style);
  out += fact(finding.disposition == Disposition::reported ? "" : "because",
              finding.disposition_reason, style);
  out += fact("id", finding.fingerprint, style);
  if (!finding.stack.empty()) {
    out += "  " + paint(Ink::dim, "stack") + "\n" + frame_lines(finding.stack, style);
  }
  return out + ancestor_lines(finding, style);
}

} // namespace leakgate::console
