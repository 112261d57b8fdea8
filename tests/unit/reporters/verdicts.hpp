#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/reporter.hpp"

#include <functional>
#include <string>
#include <vector>

/// Verdicts as the rules would give them, for the tests of the reports.
namespace verdicts {

/// A leak of `broker` that was proven and grew in each of three rounds.
[[nodiscard]] leakgate::Finding broker_leak();

/// The rule `chan-receive` with an explanation in paragraphs, a list and code.
[[nodiscard]] leakgate::RuleInfo receive_rule();

[[nodiscard]] leakgate::Verdict clean();
[[nodiscard]] leakgate::Verdict one_leak();
/// Leaks, failed tests, a crash, a package that does not build, cache, allowed, problems.
[[nodiscard]] leakgate::Verdict several();
/// Names, output and policy texts that try to break out of each format.
[[nodiscard]] leakgate::Verdict hostile();
/// Names and texts that would be links, mentions, pictures or HTML in a comment, and source
/// lines that would.
[[nodiscard]] leakgate::Verdict hostile_markdown();
[[nodiscard]] leakgate::ReportContext hostile_context();
[[nodiscard]] leakgate::Verdict no_verdict();
[[nodiscard]] leakgate::Verdict many_findings();
/// A leak that grows, one with several stacks, one that came once and does not fail.
[[nodiscard]] leakgate::Verdict growing();
/// A loop that waits at two places, beside tests that do not leak it; one that ends by itself.
[[nodiscard]] leakgate::Verdict moving();
[[nodiscard]] leakgate::Verdict memory();
/// A baseline of 500 clusters, of which some are gone or fewer, and one leak that is new.
[[nodiscard]] leakgate::Verdict with_baseline();
/// Compared with an earlier result: a leak is new, one has grown, many are gone.
[[nodiscard]] leakgate::Verdict with_base();
/// A pass that the configuration had a hand in: allowed, loosened, stale and expired entries.
[[nodiscard]] leakgate::Verdict loosened();
/// Limits of the heap, of a metric and of the whole run that were exceeded.
[[nodiscard]] leakgate::Verdict limits();
/// No field has its default value, no list is empty.
[[nodiscard]] leakgate::Verdict every_field();

struct Named
{
  std::string name;
  std::function<leakgate::Verdict()> make;
};
[[nodiscard]] const std::vector<Named>& all();

/// Knows the source lines of broker_leak.
[[nodiscard]] leakgate::ReportContext context();

} // namespace verdicts
