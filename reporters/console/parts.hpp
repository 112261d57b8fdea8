#pragma once

#include "gate/model/suite_run.hpp"
#include "reporters/console/report.hpp"

#include <cstddef>
#include <string>
#include <vector>

/// The sections that render_console puts together; each ends with a newline or is empty.
namespace leakgate::console {

enum class ShowPackage { no, yes };

/// One finding in the order test, started, blocked, pattern, and `below` it what follows from it;
/// of another kind than goroutine: package, place, help.
[[nodiscard]] std::string finding_block(const Finding& finding,
                                        const std::vector<const Finding*>& below,
                                        const ReportContext& context, const ConsoleStyle& style,
                                        ShowPackage show_package);

/// What `explain` and --verbose add below a block: rule, identity, origin of the attribution,
/// stacks, ancestors.
[[nodiscard]] std::string finding_details(const Finding& finding, const Verdict& verdict,
                                          const ConsoleStyle& style);

/// What only `explain` adds below that: what `verdict` says about the finding's rule.
[[nodiscard]] std::string rule_explanation(const Finding& finding, const Verdict& verdict,
                                           const ConsoleStyle& style);

/// Markdown as a terminal shows it: paragraphs and list items wrapped to the terminal and
/// indented by two, code blocks as they are; code spans keep their backquotes.
[[nodiscard]] std::string markdown_rows(std::string_view markdown, const ConsoleStyle& style);

/// Live heap and the sites that grew, for the packages that grew most.
[[nodiscard]] std::string heap_section(const Verdict& verdict, const ConsoleStyle& style);

/// Allow entries that were used.
[[nodiscard]] std::string allowed_section(const Verdict& verdict, const ConsoleStyle& style);

/// Entries of the configuration that are stale or expired and do not fail the run.
[[nodiscard]] std::string entries_section(const Verdict& verdict, const ConsoleStyle& style);

/// What else was let pass, a row each: findings below a threshold, the baseline, what the
/// configuration loosens.
[[nodiscard]] std::string passed_section(const Verdict& verdict, const ConsoleStyle& style);

/// Packages that were not judged, remarks about those that were, problems.
[[nodiscard]] std::string not_judged_section(const Verdict& verdict, const ConsoleStyle& style);
[[nodiscard]] std::string notes_section(const Verdict& verdict, const ConsoleStyle& style);
[[nodiscard]] std::string problems_section(const Verdict& verdict, const ConsoleStyle& style);

/// The metrics of the run and the states of its goroutines, a row each.
[[nodiscard]] std::string metrics_rows(const Verdict& verdict, const ConsoleStyle& style);

/// Goroutines over time, for the packages that leak and were looked at often enough.
[[nodiscard]] std::string timeline_section(const Verdict& verdict, const ConsoleStyle& style);

/// Cache, confirmation, metrics, ledger, a row each.
[[nodiscard]] std::string measured_rows(const Verdict& verdict, const ConsoleStyle& style);

/// Where several leaks are told: the worst, a line each, with the line to change and how.
[[nodiscard]] std::string fix_first_section(const Verdict& verdict, const ConsoleStyle& style);

/// Tests and packages that failed, a line each, with what was said first.
[[nodiscard]] std::string failed_section(const Verdict& verdict, const ConsoleStyle& style);

/// The verdict in one line, and, unless quiet, what has changed against an earlier result and
/// the next step.
[[nodiscard]] std::string closing_lines(const Verdict& verdict, const ReportContext& context,
                                        const ConsoleStyle& style);

/// A test and its place in the tree that subtests make.
struct TestInTree
{
  const TestCase* test = nullptr; ///< points into the vector given to test_tree
  std::size_t depth = 0;          ///< how many of the tests are parents of this one
};

/// The tests with each subtest behind its parent, otherwise in the order in which they
/// started: parallel subtests of several tests start interleaved.
[[nodiscard]] std::vector<TestInTree> test_tree(const std::vector<TestCase>& tests);

} // namespace leakgate::console
