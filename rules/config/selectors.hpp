#pragma once

#include "gate/base/result.hpp"
#include "gate/model/match.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace leakgate::config {

/// What a pattern is matched with: in names of functions `.*` is an ordinary end of a glob
/// (`example.com/app/poll.*` is all of package poll), in other words it is a slip.
enum class Over { functions, words };

/// A glob or `re:EXPRESSION`. The error is a message without a place: an expression that
/// RE2 refuses or that takes too much, a glob that looks like an expression, nothing at all.
[[nodiscard]] Result<TextPattern> parse_pattern(std::string_view text, Over over);

/// The same for a text that parse_pattern accepts, without looking at it again.
[[nodiscard]] TextPattern pattern_from(std::string_view text);

/// What `state:` says: words or a pattern, never both.
struct StateChoice
{
  std::vector<Wait> waits; ///< sorted, each once
  TextPattern pattern;
};

/// One word of a state: a Wait (`chan_receive`, also with spaces), Go's own words, or a
/// pattern over Go's words. The error names what was meant: by what Go's people call it
/// (`recv`, `wg`), otherwise the nearest Wait.
[[nodiscard]] Result<StateChoice> parse_state(std::string_view text);

/// What is wrong with Go's package pattern, as a message; empty when nothing is.
[[nodiscard]] std::string objection_to_package(std::string_view pattern);

} // namespace leakgate::config
