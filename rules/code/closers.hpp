#pragma once

#include "rules/code/code_words.hpp"

#include <vector>

/// The calls that would end a blocked goroutine, as the source tells: somebody can make them, and
/// nobody did. What is returned is a part of `code`.
namespace leakgate::rules {

/// Closes in a call that can be made. Deferred, it is the end of what its own function does; a test
/// is called by nobody, but for the methods of types that it declares.
[[nodiscard]] bool is_callable(const ClosingCall& call);

/// What closes the channel of the word `closed-by-call`.
[[nodiscard]] std::vector<const ClosingCall*> closers_of(const BlockedCode& code);

/// What sends on the channel of the word `closed-by-call`, where any value leaves the loop.
[[nodiscard]] std::vector<const ClosingCall*> senders_to(const BlockedCode& code);

/// What cancels the context of the word `context-exit`.
[[nodiscard]] std::vector<const ClosingCall*> cancellers_of(const BlockedCode& code);

/// True for a call that one of these functions makes, or comes to.
[[nodiscard]] bool is_reached(const ClosingCall& call, const std::vector<std::string>& functions);

/// What cancels the context that this look asks.
[[nodiscard]] std::vector<const ClosingCall*> cancellers_of(const CodeCase& look);

/// What closes that which a call waits at, such as a connection or a listener; none where the
/// goroutine comes back to the call whatever it returns.
[[nodiscard]] std::vector<const ClosingCall*> closers_of_call(const BlockedCode& code);

/// What closes that which this call waits at, or brings about what this look asks for.
[[nodiscard]] std::vector<const ClosingCall*> closers_of_call(const CodeCase& call);

} // namespace leakgate::rules
