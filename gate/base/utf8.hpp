#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// UTF-8 by its bytes.
namespace leakgate::utf8 {

/// True for the second and each further byte of a character.
[[nodiscard]] constexpr bool
is_continuation(char byte)
{
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// The length of the character at the start of `input`, which is not empty; 0 when no valid one is
/// there. Refuses overlong forms, surrogates and what lies above U+10FFFF (RFC 3629).
[[nodiscard]] std::size_t character_length(std::string_view input);

/// The start of `input` in at most `limit` bytes, with no character cut in two; a view into it.
[[nodiscard]] std::string_view cut(std::string_view input, std::size_t limit);

/// The same, with `…` behind it where something was cut.
[[nodiscard]] std::string shortened(std::string_view input, std::size_t limit);

/// Puts the character with this number, at most U+10FFFF, at the end of `out`.
void append(std::string& out, std::uint32_t character);

} // namespace leakgate::utf8
