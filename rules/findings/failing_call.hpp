#pragma once

#include "gate/model/code_facts.hpp"
#include "gate/model/goroutine.hpp"
#include "rules/names/source_names.hpp"

/// What happens to a goroutine once that is closed which it waits at.
namespace leakgate::rules {

/// How the blocked call's failure is met.
struct FailingCall
{
  FailureCode failure;
  Place at; ///< where a loop comes back to the call: the check that goes on, else the call
};

/// True where closing a connection, a listener or a pipe would end the blocked call with an error.
[[nodiscard]] bool fails_when_closed(const Goroutine& goroutine);

/// Of the lines that called the blocked one the first that does more with the error than to hand it
/// on. Unknown where the source does not tell.
[[nodiscard]] FailingCall failing_call(const Goroutine& goroutine, const CodeFactsAt& facts_at,
                                       SourceNames& sources);

/// The call that a busy loop at that line comes back to though it fails; unknown: none is seen.
[[nodiscard]] FailingCall spinning_call(const Place& loop, const CodeFactsAt& facts_at);

} // namespace leakgate::rules
