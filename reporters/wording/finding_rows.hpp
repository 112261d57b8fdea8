#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/rule.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The rows of a finding: what every report says of it, under which label and in which order.
/// A report only lays them out and escapes them. What is new about findings is said here, once.
namespace leakgate::finding_rows {

/// How many tests, and how many findings below a cause, a row lists; the rest is counted.
inline constexpr std::size_t k_most_tests = 10;
inline constexpr std::size_t k_most_followers = 10;

struct Row
{
  std::string_view label;       ///< of at most nine letters: `test`, `ends on`
  std::string text;             ///< a name beside a place, else what is known; as Go printed it
  const Place* place = nullptr; ///< of a row that says where; part of the finding
};

/// Where it happened, in the order in which it is read: `test`, `called` (the reader's own line
/// where the `go` statement, or what it waits in, is a library's), `started`, `blocked`; of a heap
/// site `grew`, of anything else `where`. Rows of which nothing is known are left out.
[[nodiscard]] std::vector<Row> chain(const Finding& finding);

/// Which tests leak it where there are several, `left by`; no text where there is one.
[[nodiscard]] Row tests(const Finding& finding, std::size_t most = k_most_tests);

/// What is known beside: `looping`, `ends on`, `variants`, `passes`, `because`, `rounds`, as far as
/// there is something to say.
[[nodiscard]] std::vector<Row> facts(const Finding& finding);

/// What to do: `pattern` of a goroutine, `help` of anything else. No text: nothing is known.
[[nodiscard]] Row advice(const Finding& finding);

/// The rule that the finding is one of, among those of its verdict; null: it is not there.
[[nodiscard]] const RuleInfo* rule_of(const Finding& finding, const std::vector<RuleInfo>& rules);

/// The advice in two parts, for reports that show them apart. `why` is the rule's where the help of
/// the finding begins with it; else it is empty, and all of the help is `fix`. The finding's words
/// go before the rule's: they name what closes the channel.
struct WhyAndFix
{
  std::string_view why;
  std::string_view fix;
};
[[nodiscard]] WhyAndFix why_and_fix(const Finding& finding, const RuleInfo* rule);

/// Of a deadlock what this one waits for and holds; then a row for each finding that follows from
/// it, `with it`, at most `most` and one that counts the rest.
[[nodiscard]] std::vector<Row> family(const Finding& finding,
                                      const std::vector<const Finding*>& below,
                                      std::size_t most = k_most_followers);

} // namespace leakgate::finding_rows
