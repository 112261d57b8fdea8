#include "rules/statement.hpp"

#include "gate/base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace leakgate::rules {

namespace {

constexpr int k_select_lines = 80;
constexpr int k_call_lines = 20;

// Reads Go source line by line; brackets count only outside of strings, runes and comments.
class Lexer
{
public:
  // The line without comments.
  std::string
  add(std::string_view line)
  {
    std::string code;
    for (std::size_t i = 0; i < line.size();) {
      i = m_inside == Inside::comment ? skip_comment(line, i)
          : m_inside == Inside::raw   ? copy_raw(line, i, code)
                                      : copy_code(line, i, code);
    }
    return code;
  }

  [[nodiscard]] int
  braces() const
  {
    return m_braces;
  }
  [[nodiscard]] int
  parentheses() const
  {
    return m_parentheses;
  }
  [[nodiscard]] bool
  in_raw_string() const
  {
    return m_inside == Inside::raw;
  }

private:
  enum class Inside { code, raw, comment };

  std::size_t
  skip_comment(std::string_view line, std::size_t from)
  {
    const std::size_t end = line.find("*/", from);
    if (end == std::string_view::npos) {
      return line.size();
    }
    m_inside = Inside::code;
    return end + 2;
  }

  std::size_t
  copy_raw(std::string_view line, std::size_t from, std::string& code)
  {
    const std::size_t quote = line.find('`', from);
    const std::size_t end = quote == std::string_view::npos ? line.size() : quote + 1;
    m_inside = quote == std::string_view::npos ? Inside::raw : Inside::code;
    code += line.substr(from, end - from);
    return end;
  }

  std::size_t
  copy_code(std::string_view line, std::size_t i, std::string& code)
  {
    const std::string_view rest = line.substr(i);
    if (rest.starts_with("//")) {
      return line.size();
    }
    if (rest.starts_with("/*")) {
      m_inside = Inside::comment;
      return i + 2;
    }
    if (rest.front() == '"' || rest.front() == '\'') {
      const std::size_t length = literal_length(rest);
      code += rest.substr(0, length);
      return i + length;
    }
    m_inside = rest.front() == '`' ? Inside::raw : Inside::code;
    count(rest.front());
    code += rest.front();
    return i + 1;
  }

  // Of the string or rune at the start of `rest`; one without an end goes to the end of the line.
  static std::size_t
  literal_length(std::string_view rest)
  {
    for (std::size_t i = 1; i < rest.size(); ++i) {
      if (rest[i] == '\\') {
        ++i;
      } else if (rest[i] == rest.front()) {
        return i + 1;
      }
    }
    return rest.size();
  }

  void
  count(char c)
  {
    m_braces += c == '{' ? 1 : c == '}' ? -1 : 0;
    m_parentheses += c == '(' ? 1 : c == ')' ? -1 : 0;
  }

  Inside m_inside = Inside::code;
  int m_braces = 0;
  int m_parentheses = 0;
};

bool
is_select(std::string_view code)
{
  constexpr std::string_view k_select = "select";
  return code.starts_with(k_select) && text::trim(code.substr(k_select.size())).starts_with('{');
}

} // namespace

std::string
statement_at(const SourceLine& source_line, const Place& place)
{
  if (!source_line || !place.known()) {
    return {};
  }
  Lexer lexer;
  std::string statement;
  int lines = 1;
  for (int i = 0; i < lines; ++i) {
    const std::string code = lexer.add(source_line(place.file, place.line + i));
    const std::string_view trimmed = text::trim(code);
    if (i == 0) {
      lines = is_select(trimmed) ? k_select_lines : k_call_lines;
    }
    if (!trimmed.empty()) {
      statement += statement.empty() ? "" : "\n";
      statement += trimmed;
    }
    const int open = lines == k_select_lines ? lexer.braces() : lexer.parentheses();
    if (open <= 0 && !lexer.in_raw_string()) {
      break;
    }
  }
  return statement;
}

int
line_of_loop(const SourceLine& source_line, const Place& place)
{
  constexpr int k_most_lines = 400;
  const auto depth_of = [](std::string_view line) { return line.find_first_not_of("\t "); };
  std::string text = source_line(place.file, place.line);
  std::size_t depth = depth_of(text);
  int found = 0;
  for (int line = place.line; depth != std::string::npos && line > 0; --line) {
    text = source_line(place.file, line);
    const std::size_t here = depth_of(text);
    if (here == std::string::npos || (here >= depth && line != place.line)) {
      continue;
    }
    depth = here;
    const std::string_view code = std::string_view(text).substr(here);
    if (code.starts_with("for ") || code.starts_with("for{")) {
      found = line;
    }
    const bool function = code.starts_with("func ") || code.find("func(") != code.npos;
    if ((function && line != place.line) || place.line - line > k_most_lines) {
      break;
    }
  }
  return found;
}

} // namespace leakgate::rules
