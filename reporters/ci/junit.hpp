#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/wording/report_context.hpp"

#include <cstddef>
#include <string>

namespace leakgate {

/// GitLab refuses a report file of more than 30 MiB (MAX_XML_SIZE).
inline constexpr std::size_t k_junit_limit_bytes = 30U << 20U;

/// strict: only what the schema of Jenkins' xUnit plugin knows (junit-10.xsd in
/// github.com/jenkinsci/xunit-plugin): no `file` and `line`, no `skipped` over all suites.
enum class JunitDialect { extended, strict };

/// JUnit XML in the form that GitLab, Jenkins and the GitHub readers share (`file` and
/// `line` on test cases included): a suite per package with the ordinary tests, and one failed
/// case for each reported finding, under a name that is the same in every run.
/// Attachments stand in `system-out` of each of those, as `[[ATTACHMENT|path]]`.
/// Well-formed XML 1.0 in UTF-8 whatever the names and outputs hold.
[[nodiscard]] std::string render_junit(const Verdict& verdict, const ReportContext& context);

/// The same in the strict dialect, for readers that validate; the place of a finding stands in
/// its text only.
[[nodiscard]] std::string render_junit_strict(const Verdict& verdict, const ReportContext& context);

/// render_junit in at most `limit_bytes`: passing cases are left out first, and how many is said;
/// then the longest outputs are cut in their middle, which is said there. Other cases are never
/// left out, so very many of them can still go over.
[[nodiscard]] std::string render_junit_within(const Verdict& verdict, const ReportContext& context,
                                              std::size_t limit_bytes,
                                              JunitDialect dialect = JunitDialect::extended);

} // namespace leakgate
