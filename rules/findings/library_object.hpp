#pragma once

#include "rules/findings/advice.hpp"
#include "rules/matching/pattern_book.hpp"

namespace leakgate::rules {

/// Of what a test holds of the standard library, the code that ends it by the name that the test
/// has for it: `client.CloseIdleConnections()`, `db.Close()`, `tx.Rollback()`, `server.Close()`.
/// False: it is another pattern, or no test has it at hand.
[[nodiscard]] bool advise_on_library_object(Advice& advice, const Pattern& pattern,
                                            const Goroutine& goroutine, const EditPlace& edit,
                                            const CodeFactsAt& facts_at, SourceNames& sources);

} // namespace leakgate::rules
