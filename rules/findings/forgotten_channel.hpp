#pragma once

#include "gate/model/goroutine.hpp"
#include "rules/code/code_words.hpp"
#include "rules/findings/advice.hpp"
#include "rules/names/source_names.hpp"

namespace leakgate::rules {

/// Of a goroutine that ends when its channel is closed, where the leaking test comes to a function
/// that takes the channel out of the map which keeps it and does not close it: from then on nobody
/// can. Says so and returns true; otherwise leaves `advice` as it is.
[[nodiscard]] bool advise_on_forgotten(Advice& advice, const BlockedCode& code,
                                       const Goroutine& goroutine, SourceNames& sources);

/// Of a channel that nothing closes: the Close of what keeps it, or where it is to be closed; of
/// one that somebody sends on, where it is made.
void advise_on_unclosed(Advice& advice, const Pattern& pattern, const BlockedCode& code,
                        const Goroutine& goroutine, const EditPlace& edit,
                        const CodeFactsAt& facts_at, SourceNames& sources);

/// The function that the test called drops what it made where it returns an error, and the test
/// expects one: the test holds nothing then. False: it does not.
[[nodiscard]] bool advise_on_lost(Advice& advice, const Goroutine& goroutine,
                                  const CodeFactsAt& facts_at, SourceNames& sources);

} // namespace leakgate::rules
