#pragma once

#include "reporters/wording/families.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace leakgate {

/// What is to be changed for some findings: those with the same fix are one thing to do, what has
/// none stands for itself.
struct FixRow
{
  std::vector<const Finding*> findings; ///< never empty, in order
  std::vector<std::size_t> numbers;     ///< of these, counted from 1 in the list
  std::vector<std::string> places;      ///< the lines to change, each once; of none the package
  std::uint64_t goroutines = 0;         ///< with those of what follows from them
  std::int64_t bytes = 0;               ///< of memory that grows: what each round adds at least
  std::string fix;                      ///< where none is known the message
};

/// Of told findings, in their order. Refers to them.
[[nodiscard]] std::vector<FixRow> fix_list(const std::vector<const Finding*>& told,
                                           const Families& families);

/// `3`, or of memory `+1.2 MiB`; empty where neither is known.
[[nodiscard]] std::string amount_text(const FixRow& row);

/// The line that the reader changes: the one that the fix names, of memory what puts it where it
/// stays, else in the test, or in the helper that all tests came through.
[[nodiscard]] std::string edit_place(const Finding& finding);

} // namespace leakgate
