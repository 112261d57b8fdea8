#pragma once

#include "gate/model/goroutine.hpp"
#include "rules/code/code_words.hpp"
#include "rules/findings/advice.hpp"
#include "rules/names/source_names.hpp"

#include <string_view>

/// Loops that look, after each sleep, tick or waking, whether to end.
namespace leakgate::rules {

/// What has to be said beside the call that ends such a loop: it ends no sooner than it looks.
[[nodiscard]] std::string_view wait_for_look(const BlockedCode& code, const Goroutine& goroutine);

/// A loop that ends by what it looks at, which no call brings about as far as the source tells; or,
/// of a condition, what brings it about and wakes nobody.
void advise_on_looks(Advice& advice, const BlockedCode& code, const Goroutine& goroutine,
                     SourceNames& sources);

/// Of a loop of sleeps that a test, or a function without a type, is in: what ends that, in its own
/// words.
void advise_on_sleeps(Advice& advice, const Pattern& pattern, const BlockedCode& code,
                      const Goroutine& goroutine, SourceNames& sources);

/// A sleep on a mock clock to which the source does not come back.
void advise_on_one_sleep(Advice& advice, const Pattern& pattern, const BlockedCode& code);

/// A group to which the test adds, and which nothing in the test counts down.
void advise_on_uncounted(Advice& advice, const Pattern& pattern, const Goroutine& goroutine,
                         const CodeFactsAt& facts_at, SourceNames& sources);

/// Of what is to be given a way out first, the option on which the `go` statement depends, or a
/// call that led there: without it there is no goroutine.
void add_option(Advice& advice, const Goroutine& goroutine, const CodeFactsAt& facts_at,
                SourceNames& sources);

} // namespace leakgate::rules
