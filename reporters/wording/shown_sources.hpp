#pragma once

#include "gate/model/verdict.hpp"

#include <cstddef>

namespace leakgate {

/// Lines before and behind a place that are shown or compared with it.
inline constexpr int k_lines_around = 3;

/// Most bytes of lines that a result carries, and of one line; the rest is left out.
inline constexpr std::size_t k_sources_limit_bytes = 2U << 20U;
inline constexpr std::size_t k_source_line_limit_bytes = 1024;

/// The lines of source that reports of `verdict` ask for: the places of each finding, then what
/// stands around them. With it a report gives the same bytes wherever it is made. The first
/// findings come first where not all lines fit; lines are cut at a character, bytes that are not
/// UTF-8 replaced by U+FFFD, empty ones left out.
[[nodiscard]] SourceLines collect_sources(const Verdict& verdict, const SourceLine& source_line);

/// The same within `limit_bytes`.
[[nodiscard]] SourceLines collect_sources_within(const Verdict& verdict,
                                                 const SourceLine& source_line,
                                                 std::size_t limit_bytes);

} // namespace leakgate
