#pragma once

#include "gate/model/test_run.hpp"
#include "gate/model/verdict.hpp"
#include "reporters/reporter.hpp"

#include <string>

namespace leakgate {

struct ConsoleStyle
{
  bool color = false;
  int width = 100; ///< columns of the terminal
};

/// One line for a package that just ended, shown while the rest still runs:
/// `ok    example.com/app/broker   0.42s   12 tests`.
[[nodiscard]] std::string render_progress(const PackageRun& package, const ConsoleStyle& style);

/// The failed tests of a package with their output, as `go test` would show them;
/// empty when nothing failed.
[[nodiscard]] std::string render_test_failures(const PackageRun& package,
                                               const ConsoleStyle& style);

/// Findings, heap, ledger and the closing line.
[[nodiscard]] std::string render_console(const Verdict& verdict, const ReportContext& context,
                                         const ConsoleStyle& style);

/// One finding as the console shows it, with its whole stack: what `explain` prints.
[[nodiscard]] std::string render_finding(const Finding& finding, const ReportContext& context,
                                         const ConsoleStyle& style);

} // namespace leakgate
