#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace leakgate::text {

/// `input` in double quotes for a message: control bytes, quotes and backslashes as
/// Go's %q writes them, cut after `limit` bytes (at a character) with `…`.
[[nodiscard]] std::string quoted(std::string_view input, std::size_t limit = 80);

/// `input` without spaces, tabs and line ends around it; a view into it.
[[nodiscard]] std::string_view trim(std::string_view input);

/// The pieces between separators, one more than there are separators; views into `input`.
[[nodiscard]] std::vector<std::string_view> split(std::string_view input, char separator);

/// `parts` with `separator` between each two.
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// True when `input` matches `pattern`, in which `*` stands for any run of
/// characters, also of none and also across `/`. Never backtracks further than to the
/// last `*`: at worst the product of both lengths.
[[nodiscard]] bool glob_match(std::string_view pattern, std::string_view input);

/// The element of `candidates` that is nearest to `input`, for "did you mean";
/// empty when none is near (more than a third of the letters differ).
[[nodiscard]] std::string nearest(std::string_view input,
                                  const std::vector<std::string>& candidates);

/// What an unknown word is answered with: `, did you mean "junit"?` where a candidate is near,
/// else ` (OTHERWISE)`.
[[nodiscard]] std::string meant(std::string_view input, const std::vector<std::string>& candidates,
                                std::string_view otherwise);

/// The same where a sentence goes on in brackets: ` (did you mean "junit"?)`.
[[nodiscard]] std::string meant_in_brackets(std::string_view input,
                                            const std::vector<std::string>& candidates,
                                            std::string_view otherwise);

/// The choices of a message: `auto, on or off`.
[[nodiscard]] std::string alternatives(const std::vector<std::string>& choices);

/// `1 goroutine`, `2 goroutines`.
[[nodiscard]] std::string counted(long long count, std::string_view noun);

/// `1.5 MiB`, `-12.0 KiB`, `17 B`.
[[nodiscard]] std::string byte_size(long long bytes);

/// `input` with every byte that is not part of valid UTF-8 replaced by U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view input);

/// `input` without terminal escape sequences (CSI, OSC, other ESC forms) and
/// without control bytes other than newline and tab; valid UTF-8.
[[nodiscard]] std::string printable(std::string_view input);

/// `input` with the letters of ASCII in lower case.
[[nodiscard]] std::string lower(std::string_view input);

/// `ends on` as `Ends on`: the first letter, where it is one of ASCII.
[[nodiscard]] std::string capitalized(std::string_view input);

} // namespace leakgate::text
