#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/wording/families.hpp"
#include "reporters/wording/report_context.hpp"
#include "reporters/wording/totals.hpp"

#include <cstddef>
#include <string>
#include <vector>

/// The sections that render_markdown puts together. Each ends with an empty line or is empty,
/// so that the next one begins a block of its own.
namespace leakgate::markdown {

/// How much of a finding is shown.
struct Shown
{
  bool sources = true;
  bool stack = true;
  bool heading = true; ///< of a leak; one that is folded has it as its summary
};

/// The verdict with its numbers, and what it means.
[[nodiscard]] std::string headline_section(const Verdict& verdict, const ReportContext& context);

/// `leakgate`, or `leakgate (JOB)`, escaped.
[[nodiscard]] std::string tool_name(const ReportContext& context);

/// Tests that failed and packages that did not build, as a list.
[[nodiscard]] std::string failed_tests_section(const Verdict& verdict);

/// One reported finding with what follows from it; `number` from 1 stands before it, 0: none.
[[nodiscard]] std::string finding_section(const Finding& finding,
                                          const std::vector<const Finding*>& below,
                                          const Verdict& verdict, const ReportContext& context,
                                          Shown shown, std::size_t number);

/// What a folded finding shows of itself: number, test, count, place and state, as HTML.
[[nodiscard]] std::string finding_summary(const Finding& finding, const Verdict& verdict,
                                          std::size_t number);

/// The findings as rows of a table, in their order, at most `most`; the others are counted.
[[nodiscard]] std::string findings_table(const std::vector<const Finding*>& findings,
                                         const Families& families, const Verdict& verdict,
                                         const ReportContext& context, std::size_t most);

/// What was not judged and why. Stands open: a package that is missing could be the one.
[[nodiscard]] std::string not_judged_section(const Verdict& verdict);

/// What was let pass, in one open line.
[[nodiscard]] std::string passed_line(const Verdict& verdict);

/// The folded sections: what was let pass and by what, heap, measurements, problems.
[[nodiscard]] std::string folded_sections(const Verdict& verdict);

/// `<details>` around `body`. `summary` is shown as it is: HTML, with nothing of the verdict in it
/// that is not escaped and in a `<code>`, but numbers.
[[nodiscard]] std::string folded(const std::string& summary, const std::string& body);

} // namespace leakgate::markdown
