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

} // namespace leakgate::rules
