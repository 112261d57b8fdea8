#pragma once

#include "rules/findings/advice.hpp"
#include "rules/findings/ending_calls.hpp"
#include "rules/findings/failing_call.hpp"

/// What is said of closing that alone is not enough, or that was not come to.
namespace leakgate::rules {

/// What closing does to the goroutine: where its loop goes on after an error, it would spin.
void add_failure(Advice& advice, const FailingCall& failing);

/// That of a loop which spins already.
void advise_on_busy_loop(Advice& advice, const FailingCall& spinning);

/// The test itself closes it, further down than it came. False: it does not.
[[nodiscard]] bool advise_on_missed_close(Advice& advice, const BlockedCode& code,
                                          const Goroutine& goroutine, SourceNames& sources);

/// A function keeps to itself what serves. False: none does.
[[nodiscard]] bool advise_on_kept_to_itself(Advice& advice, const std::vector<EndingCalls>& ways,
                                            const Goroutine& goroutine, const CodeFactsAt& facts_at,
                                            SourceNames& sources);

/// A goroutine closes it when it returns, which it did not do. False: none does.
[[nodiscard]] bool advise_on_closer_that_runs(Advice& advice, const BlockedCode& code,
                                              SourceNames& sources);

/// It receives once, and tests or goroutines send on the channel. False: nobody is known to, or it
/// sends; tests that receive then are told, and where the channel is made is left to be said.
[[nodiscard]] bool advise_on_given(Advice& advice, const BlockedCode& code, SourceNames& sources);

/// Where the goroutine makes the channel itself that would end it: a call before that does not
/// reach it, so that it has to be made before the `go` statement.
void add_made_inside(Advice& advice, const BlockedCode& code, const Goroutine& goroutine,
                     SourceNames& sources);

} // namespace leakgate::rules
