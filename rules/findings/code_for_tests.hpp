#pragma once

#include "rules/findings/advice.hpp"
#include "rules/findings/ending_calls.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

/// What ends a goroutine as code that one test can have.
struct KnownCode
{
  CodeToWrite write;
  HeldByTest held;
  EndingCalls ending;
};

/// The first way for which declarations tell by what name the test holds it; none: nobody knows.
[[nodiscard]] std::optional<KnownCode>
code_that_ends(const Pattern& pattern, const BlockedCode& code, const Goroutine& goroutine,
               const Place* first, const CodeFactsAt& facts_at, SourceNames& sources);

/// Of these goroutines one for each way, by lines of tests, in which that line of the test or
/// another one of the same test led there; none for the way of `first`.
[[nodiscard]] std::vector<const Goroutine*>
led_there_otherwise(const std::vector<const Goroutine*>& members, const Goroutine& first,
                    const Place& at, SourceNames& sources);

/// The code for all tests of a finding: that of the first one, the lines where others need the
/// same, and what those need that hold it by another name.
[[nodiscard]] std::string fix_for_tests(const KnownCode& known, const Pattern& pattern,
                                        const BlockedCode& code, const EditPlace& edit,
                                        const CodeFactsAt& facts_at, SourceNames& sources);

/// The same of code that each test has for itself: `first`, then the lines where others need that,
/// then what is different. Writes without code are left out.
[[nodiscard]] std::string fix_for_writes(const CodeToWrite& first, std::string_view test,
                                         const std::vector<CodeToWrite>& others,
                                         const std::vector<std::string>& tests);

} // namespace leakgate::rules
