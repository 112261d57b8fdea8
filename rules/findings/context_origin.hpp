#pragma once

#include "gate/model/goroutine.hpp"
#include "gate/model/leaker.hpp"
#include "rules/code/code_words.hpp"
#include "rules/names/source_names.hpp"

#include <string>

namespace leakgate::rules {

/// Where the context comes from that would end a goroutine.
struct ContextOrigin
{
  ContextCode context; ///< of kind root or kept; else nobody knows
  Place at;            ///< the call that is given it
  std::string callee;  ///< what that line calls, as declared
};

/// Follows a context that was handed in from call to call, from the blocked line outwards.
[[nodiscard]] ContextOrigin context_origin(const Goroutine& goroutine, const BlockedCode& code,
                                           const CodeFactsAt& facts_at, SourceNames& sources);

} // namespace leakgate::rules
