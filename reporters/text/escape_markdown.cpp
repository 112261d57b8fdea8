#include "reporters/text/escape_markdown.hpp"

#include "gate/base/text.hpp"
#include "reporters/text/plain_text.hpp"

#include <algorithm>

namespace leakgate::escape_markdown {

namespace {

// U+200B as an entity, so that who reads the source sees it.
constexpr std::string_view k_break = "&#8203;";

bool
is_digit(char c)
{
  return c >= '0' && c <= '9';
}

bool
is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool
is_hex(char c)
{
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::size_t
longest_run(std::string_view input, char c)
{
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char next : input) {
    run = next == c ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// Characters that mean something in the middle of a line, as harmless ones. The dollar sign has
// no escape outside of formulas; an element of its own is what GitHub's manual names.
std::string
escaped(char c)
{
  switch (c) {
  case '&': return "&amp;";
  case '<': return "&lt;";
  case '>': return "&gt;";
  case '|': return "&#124;";
  case '$': return "<span>$</span>";
  default: break;
  }
  constexpr std::string_view k_markup = "\\`*_[]{}#~!";
  return (k_markup.find(c) == std::string_view::npos ? "" : "\\") + std::string(1, c);
}

// True when a reference, a name or an address could begin with the characters at `at`.
bool
breaks_after(std::string_view line, std::size_t at)
{
  constexpr std::string_view k_sigils = "@#!%~&$";
  const char c = line[at];
  if (at + 1 == line.size() || line[at + 1] == ' ') {
    return false;
  }
  if (c == '-') { // GH-12, and the prefixes that a repository may define
    return at > 0 && is_letter(line[at - 1]) && is_digit(line[at + 1]);
  }
  if (c == ':') { // https://, :smile:
    constexpr std::string_view k_name = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                        "0123456789_+-";
    const std::size_t end = line.find_first_not_of(k_name, at + 1);
    return line[at + 1] == '/' || (end != std::string_view::npos && line[end] == ':');
  }
  return k_sigils.find(c) != std::string_view::npos;
}

bool
ends_www(std::string_view line, std::size_t at)
{
  constexpr std::size_t k_length = 3;
  return line[at] == '.' && at >= k_length &&
         std::all_of(line.begin() + static_cast<std::ptrdiff_t>(at - k_length),
                     line.begin() + static_cast<std::ptrdiff_t>(at),
                     [](char c) { return c == 'w' || c == 'W'; });
}

// Length of what would make the line a list item, a heading or, on GitLab, a quick action, up to
// the character that does.
std::size_t
list_mark(std::string_view line)
{
  constexpr std::string_view k_marks = "-+=/";
  if (!line.empty() && k_marks.find(line[0]) != std::string_view::npos) {
    return 0;
  }
  const std::size_t end = std::min(line.find_first_not_of("0123456789"), line.size());
  const bool ordered = end > 0 && end < line.size() && (line[end] == '.' || line[end] == ')');
  return ordered ? end : std::string_view::npos;
}

} // namespace

std::string
text(std::string_view input, std::size_t limit)
{
  constexpr std::size_t k_short_commit = 7; // the shortest commit id that is linked
  const std::string clean = plain_text::one_line(input, limit);
  const std::string_view line = leakgate::text::trim(clean);
  const std::size_t mark = list_mark(line);
  std::string out;
  out.reserve(line.size() + line.size() / 4);
  std::size_t hex = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    hex = is_hex(line[i]) ? hex + 1 : 0;
    if (hex == k_short_commit) {
      out += k_break;
      hex = 1;
    }
    out += ends_www(line, i) ? k_break : "";
    out += i == mark ? "\\" : "";
    out += escaped(line[i]);
    out += breaks_after(line, i) ? k_break : "";
  }
  return out;
}

std::string
code(std::string_view input, std::size_t limit)
{
  const std::string clean = plain_text::one_line(input, limit);
  const std::string_view line = leakgate::text::trim(clean);
  if (line.empty()) {
    return {};
  }
  const std::string quote(longest_run(line, '`') + 1, '`');
  const std::string_view pad = line.front() == '`' || line.back() == '`' ? " " : "";
  std::string out = quote;
  out.append(pad).append(line).append(pad);
  return out + quote;
}

std::string
fence(std::string_view info, const std::vector<std::string>& lines, std::size_t limit)
{
  constexpr std::size_t k_shortest = 3;
  std::string block;
  constexpr std::size_t k_deepest = 40;
  for (const std::string& line : lines) {
    const std::size_t indent = std::min(line.find_first_not_of(' '), k_deepest);
    const std::string clean = plain_text::one_line(line, limit);
    // Bots, and GitLab with a fence of more than three, take `/close` for a command here, too.
    const bool command = clean.starts_with('/') && !clean.starts_with("//");
    block += std::string(line.empty() ? 0 : std::max<std::size_t>(indent, command ? 1 : 0), ' ');
    block += clean + "\n";
  }
  const std::string quote(std::max(longest_run(block, '`') + 1, k_shortest), '`');
  return quote + std::string(info) + "\n" + block + quote + "\n";
}

} // namespace leakgate::escape_markdown
