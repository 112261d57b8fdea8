#include "gate/base/text.hpp"
#include "reporters/console/layout.hpp"
#include "reporters/console/parts.hpp"
#include "reporters/text/terminal.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace leakgate {

namespace {

using terminal::Ink;
using terminal::Paint;

// The marker of a list item with the space behind it (`- `, `12. `); empty for other lines.
std::string_view
item_marker(std::string_view line)
{
  if (line.starts_with("- ") || line.starts_with("* ")) {
    return line.substr(0, 2);
  }
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  return digits > 0 && line.substr(digits).starts_with(". ") ? line.substr(0, digits + 2)
                                                             : std::string_view();
}

// Puts Markdown together line by line: what belongs to one paragraph or list item is
// joined before it is wrapped.
class Page
{
public:
  explicit Page(const ConsoleStyle& style) : m_width(console::usable_width(style)) {}

  void
  add(std::string_view line)
  {
    const std::string_view trimmed = text::trim(line);
    if (trimmed.starts_with("```")) {
      flush();
      m_fenced = !m_fenced;
    } else if (m_fenced || (line.starts_with("    ") && m_paragraph.empty())) {
      verbatim(m_fenced ? line : line.substr(4));
    } else if (trimmed.empty()) {
      flush();
      m_gap = !m_out.empty();
    } else if (const std::string_view marker = item_marker(trimmed); !marker.empty()) {
      flush();
      m_hang = marker.size();
      m_paragraph = trimmed;
    } else {
      m_paragraph += (m_paragraph.empty() ? "" : " ") + std::string(trimmed);
    }
  }

  std::string
  finish()
  {
    flush();
    return m_out;
  }

private:
  void
  verbatim(std::string_view line)
  {
    flush();
    begin();
    const std::string code = terminal::cut_end(terminal::one_line(line), m_width - 6);
    m_out += (code.empty() ? "" : "      " + code) + "\n";
  }

  void
  flush()
  {
    if (m_paragraph.empty()) {
      return;
    }
    begin();
    const std::string clean = terminal::one_line(m_paragraph);
    for (const std::string& line : terminal::wrap(clean, m_width - 2, m_hang)) {
      m_out += "  " + line + "\n";
    }
    m_paragraph.clear();
    m_hang = 0;
  }

  void
  begin()
  {
    m_out += m_gap ? "\n" : "";
    m_gap = false;
  }

  std::size_t m_width;
  std::string m_out;
  std::string m_paragraph;
  std::size_t m_hang = 0;
  bool m_fenced = false;
  bool m_gap = false; ///< an empty line stands before what comes next
};

} // namespace

namespace console {

std::string
markdown_rows(std::string_view markdown, const ConsoleStyle& style)
{
  Page page(style);
  for (const std::string_view line : text::split(markdown, '\n')) {
    page.add(line);
  }
  return page.finish();
}

} // namespace console

std::string
render_rule(const RuleInfo& rule, const ConsoleStyle& style)
{
  const Paint paint(style.color);
  const std::size_t width = console::usable_width(style);
  const std::string title = terminal::one_line(rule.title.empty() ? rule.id : rule.title);
  std::string out;
  for (const std::string& line : terminal::wrap(title, width)) {
    out += paint(Ink::bold, line) + "\n";
  }
  out += console::labelled("rule", rule.id, style);
  out += console::labelled("severity", to_string(rule.severity), style);
  out += console::labelled("why", rule.why, style);
  out += console::labelled("fix", rule.fix, style);
  const std::string explanation = console::markdown_rows(rule.explain, style);
  return out + (explanation.empty() ? "" : "\n") + explanation;
}

} // namespace leakgate
