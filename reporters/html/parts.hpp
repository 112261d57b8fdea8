#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/wording/report_context.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The parts of the HTML page. Each returns HTML, empty when there is nothing to show.
namespace leakgate::html {

/// The style sheet and the script: the files of reporters/html, put in by the build.
[[nodiscard]] std::string_view page_css();
[[nodiscard]] std::string_view page_js();

/// What the page is about: outcome, a headline, what to do, four numbers.
[[nodiscard]] std::string verdict_section(const Verdict& verdict);

/// How the verdict differs from what was there before, in one line.
[[nodiscard]] std::string delta_line(const Verdict& verdict);
/// What the earlier result reported and this run does not have any more.
[[nodiscard]] std::string base_section(const Verdict& verdict);

/// The tests and packages that failed, with what was said first.
[[nodiscard]] std::string failed_tests_section(const Verdict& verdict);

/// The findings as a table that needs no script: the first 200, the rest counted.
[[nodiscard]] std::string findings_section(const Verdict& verdict, const ReportContext& context);

/// Goroutines and live heap of each package before and after, and what was not judged.
[[nodiscard]] std::string packages_section(const Verdict& verdict);
/// Allocation sites that grew.
[[nodiscard]] std::string heap_section(const Verdict& verdict);

/// What was let pass and by what: baseline, allowed, loosened settings.
[[nodiscard]] std::string policy_section(const Verdict& verdict);
/// What was captured of collector, scheduler and finalizers.
[[nodiscard]] std::string runtime_section(const Verdict& verdict);
[[nodiscard]] std::string metrics_section(const Verdict& verdict);
/// Where every goroutine went, as a bar and a list.
[[nodiscard]] std::string ledger_section(const Verdict& verdict);
[[nodiscard]] std::string problems_section(const Verdict& verdict);

/// What the script draws from, as JSON that is safe in a `<script>` element. Names, frames and
/// stacks stand in it once and are referred to by index, since findings share most of them.
[[nodiscard]] std::string page_data(const Verdict& verdict, const ReportContext& context);

/// `<section id="ID"><h2>TITLE</h2>…</section>`; nothing for an empty body. TITLE is ours.
[[nodiscard]] std::string section(std::string_view id, std::string_view title,
                                  const std::string& body);

/// A cell of a table: `text` is foreign and escaped, `kind` is the CSS class.
[[nodiscard]] std::string cell(std::string_view text, std::string_view kind = {});

/// A table with one head row (our own words; those that start with `#` are of numbers) over
/// rows that are HTML already.
[[nodiscard]] std::string table(std::string_view caption, const std::vector<std::string_view>& head,
                                const std::vector<std::string>& rows);

} // namespace leakgate::html
