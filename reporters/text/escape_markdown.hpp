#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Text of a verdict inside GitHub-flavoured Markdown (https://github.github.com/gfm/), as
/// GitHub and GitLab show it: beside the markup they turn names (`@user`, `@org/team`),
/// references (`#12`, `GH-12`, `org/repo#1`, `!3`), commit ids, addresses and `$formulas$`
/// into links and pictures, and tell the people. Nothing of that may come out of a verdict.
/// All results are free of control bytes and of marks that turn the writing direction.
namespace leakgate::escape_markdown {

/// `input` as words within a line, also within a cell of a table: one line, cut at a
/// character after `limit` bytes with `…`. Where a reference could begin stands a
/// zero-width space. Must not be used inside of an HTML block, such as a `<summary>`.
[[nodiscard]] std::string text(std::string_view input, std::size_t limit = 500);

/// `input` as a code span: one line, cut like text(). Empty input stays empty. Not for cells of
/// tables, where a `|` would end the cell.
[[nodiscard]] std::string code(std::string_view input, std::size_t limit = 300);

/// A block of code with its line end: each of `lines` is cut after `limit` bytes and stays one
/// line. The fence is longer than any row of backquotes inside. `info`: the language.
[[nodiscard]] std::string fence(std::string_view info, const std::vector<std::string>& lines,
                                std::size_t limit = 300);

} // namespace leakgate::escape_markdown
