#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>
#include <system_error>

namespace leakgate {

/// The whole number that `text` is, all of it; nothing for anything else and for what does not fit.
/// A signed Number may have a `-` before it.
template <std::integral Number>
[[nodiscard]] std::optional<Number>
whole_number(std::string_view text, int base = 10)
{
  Number number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number, base);
  return error == std::errc() && end == last ? std::optional(number) : std::nullopt;
}

/// The number that `text` is, all of it, in the form `12` or `12.25`; nothing for anything else, so
/// for `.5`, `1.`, `01`, signs and exponents.
[[nodiscard]] inline std::optional<double>
decimal_number(std::string_view text)
{
  const bool plain = !text.empty() && text.find_first_not_of("0123456789.") == text.npos &&
                     text.front() != '.' && text.back() != '.' &&
                     (text.front() != '0' || text.size() == 1 || text[1] == '.');
  double number = 0;
  const char* const last = text.data() + text.size();
  const bool whole = plain && std::from_chars(text.data(), last, number).ptr == last;
  return whole ? std::optional(number) : std::nullopt;
}

/// Takes a whole number, without a sign, off the front of `text`. Nothing, and `text` as it was,
/// where there is none, or one that does not fit.
template <std::integral Number>
[[nodiscard]] std::optional<Number>
take_number(std::string_view& text)
{
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || text.front() == '-') {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

} // namespace leakgate
