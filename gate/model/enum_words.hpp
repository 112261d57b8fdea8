#pragma once

#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// A value of an enum, and the word for it in every file and report.
template <typename Enum>
struct EnumWord
{
  Enum value;
  std::string_view word;
};

/// The words of an enum: specialized once, beside the enum. It has `k_noun`, what a message calls
/// one of its values, and `k_rows`, each value once, in the order in which messages list them.
template <typename Enum>
struct EnumWords;

template <typename Enum>
concept HasWords = requires
{
  EnumWords<Enum>::k_rows;
};

template <HasWords Enum>
[[nodiscard]] constexpr std::string_view
to_string(Enum value)
{
  for (const EnumWord<Enum>& row : EnumWords<Enum>::k_rows) {
    if (row.value == value) {
      return row.word;
    }
  }
  return {};
}

/// The value that the word stands for.
template <HasWords Enum>
[[nodiscard]] constexpr std::optional<Enum>
from_word(std::string_view word)
{
  for (const EnumWord<Enum>& row : EnumWords<Enum>::k_rows) {
    if (row.word == word) {
      return row.value;
    }
  }
  return std::nullopt;
}

/// All words of an enum, for tables.
template <HasWords Enum>
inline constexpr auto k_words_of = [] {
  std::array<std::string_view, std::size(EnumWords<Enum>::k_rows)> words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    words[i] = EnumWords<Enum>::k_rows[i].word;
  }
  return words;
}();

/// All words of an enum, for messages.
template <HasWords Enum>
[[nodiscard]] std::vector<std::string>
words_of()
{
  return {k_words_of<Enum>.begin(), k_words_of<Enum>.end()};
}

} // namespace leakgate
