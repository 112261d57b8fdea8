#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Text of a verdict for targets that show it as it is: valid UTF-8 without control bytes,
/// escape sequences and marks that turn the writing direction, and no longer than a limit.
namespace leakgate::plain_text {

/// `input` on one line, cut at a character after `limit` bytes with `…`.
[[nodiscard]] std::string one_line(std::string_view input, std::size_t limit);

/// `input` with its line ends (as \n), otherwise as one_line().
[[nodiscard]] std::string lines(std::string_view input, std::size_t limit);

} // namespace leakgate::plain_text
