#pragma once

#include "rules/findings/advice.hpp"
#include "rules/matching/pattern_book.hpp"

namespace leakgate::rules {

/// Of a connection that an HTTP client keeps, the code that ends it, where a line of a test asked
/// that client by a name: `client.CloseIdleConnections()`. False: it is another pattern, or no test
/// has the client at hand.
[[nodiscard]] bool advise_on_idle_client(Advice& advice, const Pattern& pattern,
                                         const Goroutine& goroutine, const EditPlace& edit,
                                         const CodeFactsAt& facts_at, SourceNames& sources);

} // namespace leakgate::rules
