#pragma once

#include "reporters/reporter.hpp"
#include "reporters/verdict_totals.hpp"

#include <cstddef>
#include <string>

/// The sections that render_markdown puts together. Each ends with an empty line or is empty,
/// so that the next one begins a block of its own.
namespace leakgate::markdown {

/// How much of a finding is shown.
struct Shown
{
  bool sources = true;
  bool stack = true;
};

/// The verdict with its numbers, and what it means.
[[nodiscard]] std::string headline_section(const Verdict& verdict, const ReportContext& context);

/// `leakgate`, or `leakgate (JOB)`, escaped.
[[nodiscard]] std::string tool_name(const ReportContext& context);

/// Tests that failed and packages that did not build, as a list.
[[nodiscard]] std::string failed_tests_section(const Verdict& verdict);

/// One reported finding; `number` from 1 stands before it, 0: none.
[[nodiscard]] std::string finding_section(const Finding& finding, const Verdict& verdict,
                                          const ReportContext& context, Shown shown,
                                          std::size_t number);

/// What was not judged and why. Stands open: a package that is missing could be the one.
[[nodiscard]] std::string not_judged_section(const Verdict& verdict);

/// What was let pass, in one open line.
[[nodiscard]] std::string passed_line(const Verdict& verdict);

/// The folded sections: what was let pass and by what, heap, measurements, problems.
[[nodiscard]] std::string folded_sections(const Verdict& verdict);

/// `<details>` around `body`. `summary` is shown as it is: nothing of the verdict but numbers.
[[nodiscard]] std::string folded(const std::string& summary, const std::string& body);

} // namespace leakgate::markdown
