#pragma once

#include "gate/model/finding.hpp"

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

/// What to do: `why` it is there and the `fix`, as far as they are known. These come first: they
/// are what a reader looks for.
[[nodiscard]] std::vector<Row> advice(const Finding& finding);

/// Of a deadlock what this one waits for and holds. Of a cause how many goroutines it
/// makes `in all`, then a row for each finding that follows from it, `with it`, at most `most` and
/// one that counts the rest.
[[nodiscard]] std::vector<Row> family(const Finding& finding,
                                      const std::vector<const Finding*>& below,
                                      std::size_t most = k_most_followers);

} // namespace leakgate::finding_rows
