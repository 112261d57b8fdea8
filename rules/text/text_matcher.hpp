#pragma once

#include "gate/model/match.hpp"

#include <cstddef>
#include <memory>
#include <string_view>

namespace re2 {
class RE2;
}

namespace leakgate::rules {

/// A TextPattern made ready: a regular expression is compiled once. Cheap to copy.
class TextMatcher
{
public:
  /// An expression that is none matches nothing; the configuration's loader refuses it.
  explicit TextMatcher(const TextPattern& pattern);

  /// An empty pattern matches every word.
  [[nodiscard]] bool matches(std::string_view word) const;

  /// The line of `text` in which a regular expression found its match; the first line for
  /// a glob, which is about all of it. Only for a text that matches; a view into it.
  [[nodiscard]] std::string_view matching_line(std::string_view text) const;

  /// How many characters of the pattern stand for themselves: without `*`, and of an
  /// expression without operators, classes and flags.
  [[nodiscard]] std::size_t literals() const;

  /// True for a glob that stands for one word: its only `*` are those of receivers, `(*Hub)`.
  [[nodiscard]] bool is_word() const;

  [[nodiscard]] bool
  empty() const
  {
    return m_pattern.empty();
  }

private:
  TextPattern m_pattern;
  std::shared_ptr<const re2::RE2> m_expression;
};

} // namespace leakgate::rules
