#pragma once

#include "gate/model/goroutine.hpp"
#include "rules/code/code_words.hpp"
#include "rules/findings/advice.hpp"
#include "rules/findings/ending_calls.hpp"
#include "rules/matching/pattern_book.hpp"
#include "rules/names/source_names.hpp"

#include <vector>

/// The Close, Stop or Shutdown of what the test made, where nobody knows what that ends.
namespace leakgate::rules {

/// Of the lines of tests that led there the first that gives something no name which can be ended.
[[nodiscard]] CodeToWrite dropped_by_test(const Goroutine& goroutine, const CodeFactsAt& facts_at,
                                          SourceNames& sources);

/// True where such a call is likely to be meant: the goroutine waits to be ended, its pattern knows
/// no library's frames, and the source does not rule it out.
[[nodiscard]] bool may_end_with_its_owner(const Pattern& pattern, const BlockedCode& code,
                                          const Goroutine& goroutine);

/// That of the outermost function between the test and the goroutine whose type has one, as code;
/// where the test makes that call already, or no call can end a context, what is to be mended in
/// it. `ways` are the calls that are known to end it. False: nothing is known.
[[nodiscard]] bool advise_on_owner(Advice& advice, const std::vector<EndingCalls>& ways,
                                   const Goroutine& goroutine, const ContextOrigin& origin,
                                   const EditPlace& edit, const CodeFactsAt& facts_at,
                                   SourceNames& sources);

/// Of a channel in a field that nothing closes: the Close, Stop or Shutdown of the type that keeps
/// it is to close it. False: that has none, or the test does not hold it.
[[nodiscard]] bool advise_on_unclosed_field(Advice& advice, const ChannelFacts& channel,
                                            const Goroutine& goroutine, const EditPlace& edit,
                                            const CodeFactsAt& facts_at, SourceNames& sources);

} // namespace leakgate::rules
