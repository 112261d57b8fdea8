#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Text for a terminal: what is safe to print, how wide it is, how it is cut and coloured.
namespace leakgate::terminal {

enum class Ink { bold, dim, red, green, yellow, cyan };

/// Colours text with ANSI sequences, or leaves it as it is.
class Paint
{
public:
  explicit Paint(bool color) : m_color(color) {}
  [[nodiscard]] std::string operator()(Ink ink, std::string_view text) const;

private:
  bool m_color;
};

/// `input` as one line that cannot steer a terminal: text::printable, line breaks and tabs
/// as spaces, marks that turn the writing direction as U+FFFD (they can make a
/// name read as another one: CVE-2021-42574).
[[nodiscard]] std::string one_line(std::string_view input);

/// Columns that `line` takes: two for East Asian wide and emoji, none for combining marks.
/// `line` is valid UTF-8 without escape sequences.
[[nodiscard]] std::size_t display_width(std::string_view line);

/// `line` in at most `width` columns: what does not fit is replaced by `…`, at the end, or
/// in the middle with the end (which tells names apart) kept longer than the start.
[[nodiscard]] std::string cut_end(std::string_view line, std::size_t width);
[[nodiscard]] std::string cut_middle(std::string_view line, std::size_t width);

/// A function as reports show it in at most `width` columns: cut in its package, as in
/// `…(*Hub).Subscribe.func1`, and only where that is too wide behind its type.
[[nodiscard]] std::string cut_symbol(std::string_view symbol, std::size_t width);

/// `line` filled with spaces to `width` columns; longer lines stay as they are.
[[nodiscard]] std::string pad_right(std::string_view line, std::size_t width);
[[nodiscard]] std::string pad_left(std::string_view line, std::size_t width);

/// `line` broken at spaces into pieces of at most `width` columns, all but the first one
/// starting with `indent` spaces; a word that is longer is broken anywhere.
[[nodiscard]] std::vector<std::string> wrap(std::string_view line, std::size_t width,
                                            std::size_t indent = 0);

} // namespace leakgate::terminal
