#pragma once

#include "reporters/console/report.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// How sections of the console are laid out: labels, columns, what fits on a line.
namespace leakgate::console {

/// The columns to lay out for: never too few for a finding, never more than can be read.
[[nodiscard]] std::size_t usable_width(const ConsoleStyle& style);

/// How many of `count` rows are shown: `most`, or when verbose all of them.
[[nodiscard]] std::size_t shown_rows(std::size_t count, std::size_t most,
                                     const ConsoleStyle& style);

/// Where the text behind a label of a finding starts: two spaces, the label, its gap.
inline constexpr std::size_t k_label_width = 12;

/// A section's first line: a bold word and what it counts.
[[nodiscard]] std::string section_title(std::string_view title, std::string_view rest,
                                        const ConsoleStyle& style);

enum class Shade { normal, dim };

/// A labelled row of a finding that runs over as many lines as it needs; empty without
/// content. Makes `content` safe to print.
[[nodiscard]] std::string labelled(std::string_view label, std::string_view content,
                                   const ConsoleStyle& style, Shade shade = Shade::normal);

/// A row that starts at the margin, with its text in the column of the closing line's:
/// `ledger    11 seen`. Only the label is bold, or with `dim` everything is pale. Makes
/// `content` safe to print.
[[nodiscard]] std::string margin_row(std::string_view label, std::string_view content,
                                     const ConsoleStyle& style, Shade shade = Shade::normal);

/// Two texts that are safe to print.
struct Pair
{
  std::string left;
  std::string right;
};

struct PairLayout
{
  std::size_t indent = 2;
  std::size_t most = 20; ///< rows; what is left out is counted
};

/// Two columns; the right one is wrapped beside the left one, or goes below it when the
/// left one takes more than half of the width.
[[nodiscard]] std::string pair_rows(const std::vector<Pair>& rows, const ConsoleStyle& style,
                                    PairLayout layout = {});

} // namespace leakgate::console
