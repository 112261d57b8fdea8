#pragma once

#include "gate/model/goroutine.hpp"
#include "gate/model/leaker.hpp"
#include "rules/code/code_words.hpp"
#include "rules/matching/pattern_book.hpp"
#include "rules/names/source_names.hpp"

#include <string>

namespace leakgate::rules {

/// Why a goroutine is still there, and what usually mends it.
struct Advice
{
  std::string why;
  std::string fix;
};

/// Where the reader writes what mends it.
struct EditPlace
{
  std::string test;   ///< empty: no test did it
  const Place* after; ///< the line behind which it goes; null or not known: nobody knows
};

/// The words of the pattern. Where it asks for a channel to be closed, or for a context to be
/// cancelled, and the source tells by which call that is done, `fix` names the call that can be
/// made on what the test holds: of those that come to it, one of the type that the outermost
/// function between the test and the blocked line returns, or is a method of. Where none of them
/// shows in `goroutine`, the functions that close it themselves.
[[nodiscard]] Advice advice_for(const Pattern& pattern, const BlockedCode& code,
                                const Goroutine& goroutine, const EditPlace& edit,
                                SourceNames& sources);

} // namespace leakgate::rules
