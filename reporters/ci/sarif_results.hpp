#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/wording/ci_place.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

/// What a SARIF file says, before it is JSON. All texts are plain (plain_text) but for the
/// links of `Alert::message`.
namespace leakgate::sarif {

/// One station on the way from the test to the leak.
struct Step
{
  std::string text;             ///< `started by broker.(*Hub).Subscribe`, with the line if outside
  std::string function;         ///< full symbol; empty: not known
  std::optional<CiPlace> place; ///< no value: outside the repository, or not known
};

/// One result of the file: what code scanning calls an alert.
struct Alert
{
  const Finding* finding = nullptr; ///< of the verdict it was made from
  std::string rule;                 ///< the id, unique within the file
  /// A sentence, then a line for each fact. `[text](2)` links to the second of `steps`
  /// (SARIF 2.1.0, 3.11.6, "Messages with embedded links").
  std::string message;
  CiPlace primary;
  std::vector<Step> steps; ///< in the order test, started, blocked
};

/// A rule as code scanning shows it; it refuses empty texts, so none is.
struct Rule
{
  std::string id;
  std::string title;
  std::string description;
  std::string help; ///< Markdown, as in RuleInfo::explain
  Severity severity = Severity::medium;
};

/// What was found out about the run itself.
struct Notification
{
  std::string level; ///< `error`, `warning` or `note`
  std::string text;
};

/// A result for each reported finding, in the order of the verdict. Code scanning takes
/// results of one rule on one line for the same alert, so each stands on a place of its own
/// as far as it has one.
[[nodiscard]] std::vector<Alert> alerts(const Verdict& verdict);

/// The rules of `results`, sorted by id, also of those that the verdict does not explain.
[[nodiscard]] std::vector<Rule> rules(const Verdict& verdict, std::span<const Alert> results);

/// Why there is no verdict, what was not judged or could not be read, and how many findings
/// are not among the results; at most 101.
[[nodiscard]] std::vector<Notification> notifications(const Verdict& verdict);

} // namespace leakgate::sarif
