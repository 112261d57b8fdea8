#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/suite_run.hpp"
#include "gate/model/verdict.hpp"
#include "reporters/console/loudness.hpp"
#include "reporters/wording/report_context.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// How the console is written to.
struct ConsoleStyle
{
  bool color = false;
  int width = 100; ///< columns of the terminal
  Loudness loudness = Loudness::normal;
};

/// One line for a package that just ended, shown while the rest still runs:
/// `ok    example.com/app/broker   0.42s   12 tests`.
[[nodiscard]] std::string render_progress(const PackageRun& package, const ConsoleStyle& style);

/// True for a package of which there is nothing to say but that it has no tests.
[[nodiscard]] bool is_without_tests(const PackageRun& package);

/// One line for all of them: `-     12 packages without tests`; of a single one its name.
[[nodiscard]] std::string render_without_tests(const TestRun& run, const ConsoleStyle& style);

/// Which tests of a package are shown with their output, as `go test` does: the failed
/// ones, with -bench also the benchmarks, with -v all.
enum class ShownTests { failed, benchmarks, all };

/// These tests of a package with what they printed, and, when the package failed, its
/// own output; empty when there is nothing to show.
[[nodiscard]] std::string render_tests(const PackageRun& package, ShownTests shown,
                                       const ConsoleStyle& style);

/// What the console says in the end, in the order in which it is read. The details are what
/// nobody needs when all is well or the findings are clear: a CI log folds them.
struct ConsoleText
{
  std::string findings;      ///< what is reported, what was not judged
  std::string details_title; ///< one line that counts what was let pass; shown only when folded
  std::string details;       ///< what was let pass, heap, metrics, ledger; none when quiet
  std::string closing;       ///< the verdict, and what to do next
};

[[nodiscard]] ConsoleText console_text(const Verdict& verdict, const ReportContext& context,
                                       const ConsoleStyle& style);

/// console_text as one text.
[[nodiscard]] std::string render_console(const Verdict& verdict, const ReportContext& context,
                                         const ConsoleStyle& style);

/// How each package was measured, a row each: what settled, whether the collector's proof and
/// the chains of goroutines were to be had.
[[nodiscard]] std::string render_measuring(const std::vector<PackageEvidence>& packages,
                                           const ConsoleStyle& style);

/// One finding of `verdict` as the console shows it, with its whole stack and the
/// explanation of its rule: what `explain` prints. `below`: what Families folds below it.
[[nodiscard]] std::string render_finding(const Finding& finding,
                                         const std::vector<const Finding*>& below,
                                         const Verdict& verdict, const ReportContext& context,
                                         const ConsoleStyle& style);

/// Where each goroutine of the after-snapshots went: for each package the columns of the
/// ledger with their groups, so that any goroutine can be found by the function it runs.
[[nodiscard]] std::string render_ledger(const Verdict& verdict, const ConsoleStyle& style);

/// The page of a rule: title, severity, why, fix, and its explanation wrapped.
[[nodiscard]] std::string render_rule(const RuleInfo& rule, const ConsoleStyle& style);

} // namespace leakgate
