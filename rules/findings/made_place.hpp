#pragma once

#include "rules/findings/ending_calls.hpp"

namespace leakgate::rules {

/// The code that closes the connection or listener that a goroutine waits at, where one of the
/// functions that led there made it, or made what it wraps, and nothing closes it. `code.handed_on`
/// tells that this function returns it.
[[nodiscard]] CodeToWrite close_what_was_made(const Goroutine& goroutine,
                                              const CodeFactsAt& facts_at, SourceNames& sources);

} // namespace leakgate::rules
