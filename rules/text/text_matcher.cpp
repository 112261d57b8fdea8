#include "rules/text/text_matcher.hpp"

#include "gate/base/text.hpp"
#include "rules/text/expression.hpp"

#include <algorithm>
#include <re2/re2.h>

namespace leakgate::rules {

namespace {

bool
is_letter_or_digit(char c)
{
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// What follows the group or class that is opened at `open`; flags of a group count as
// part of its opening.
std::size_t
after_syntax(std::string_view expression, std::size_t open)
{
  const char c = expression[open];
  if (c == '(' && expression.substr(open + 1).starts_with('?')) {
    const std::size_t end = expression.find_first_of(":)>", open);
    return end == std::string_view::npos ? expression.size() : end + 1;
  }
  if (c == '[' || c == '{') {
    // A `]` that comes first in a class is one of its members.
    const std::size_t from = open + (c == '[' ? 2 : 1);
    const std::size_t end = expression.find(c == '[' ? ']' : '}', from);
    return end == std::string_view::npos ? expression.size() : end + 1;
  }
  return open + 1;
}

std::size_t
literals_of_expression(std::string_view expression)
{
  constexpr std::string_view k_operators = "^$.|?*+()[]{}";
  std::size_t count = 0;
  for (std::size_t i = 0; i < expression.size();) {
    if (expression[i] == '\\') {
      // `\.` is a dot, `\w` a class.
      count += i + 1 < expression.size() && !is_letter_or_digit(expression[i + 1]) ? 1 : 0;
      i += 2;
    } else if (k_operators.find(expression[i]) != std::string_view::npos) {
      i = after_syntax(expression, i);
    } else {
      ++count;
      ++i;
    }
  }
  return count;
}

re2::StringPiece
piece(std::string_view text)
{
  return {text.data(), text.size()};
}

} // namespace

TextMatcher::TextMatcher(const TextPattern& pattern) : m_pattern(pattern)
{
  if (pattern.regex) {
    m_expression = compile_expression(pattern.text);
  }
}

bool
TextMatcher::matches(std::string_view word) const
{
  if (m_pattern.empty()) {
    return true;
  }
  if (m_expression == nullptr) {
    return text::glob_match(m_pattern.text, word);
  }
  return m_expression->ok() && re2::RE2::PartialMatch(piece(word), *m_expression);
}

bool
TextMatcher::is_word() const
{
  const std::string& text = m_pattern.text;
  for (std::size_t at = text.find('*'); at != std::string::npos; at = text.find('*', at + 1)) {
    if (at == 0 || text[at - 1] != '(') {
      return false;
    }
  }
  return !m_pattern.regex;
}

std::string_view
TextMatcher::matching_line(std::string_view text) const
{
  std::size_t at = 0;
  if (m_expression != nullptr && m_expression->ok()) {
    re2::StringPiece found;
    if (m_expression->Match(piece(text), 0, text.size(), re2::RE2::UNANCHORED, &found, 1)) {
      at = static_cast<std::size_t>(found.data() - text.data());
    }
  }
  const std::size_t line_end = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t start = line_end == std::string_view::npos ? 0 : line_end + 1;
  return text.substr(start, std::min(text.find('\n', at), text.size()) - start);
}

std::size_t
TextMatcher::literals() const
{
  const std::string_view pattern = m_pattern.text;
  return m_pattern.regex
             ? literals_of_expression(pattern)
             : pattern.size() - static_cast<std::size_t>(std::ranges::count(pattern, '*'));
}

} // namespace leakgate::rules
