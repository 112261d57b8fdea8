#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/wording/report_context.hpp"

#include <cstddef>
#include <string>

namespace leakgate {

/// GitHub refuses a longer comment. It counts characters, of which there are never more than
/// bytes: `Body is too long (maximum is 65536 characters)`.
inline constexpr std::size_t k_comment_limit_bytes = 65536;
/// GitHub drops a longer summary of a step, whole.
inline constexpr std::size_t k_step_summary_limit_bytes = 1U << 20U;

/// The verdict in GitHub-flavoured Markdown for people who do not know the tool: what leaked,
/// where, why and what to do; everything else folded away behind it. Short enough for a comment.
[[nodiscard]] std::string render_markdown(const Verdict& verdict, const ReportContext& context);

/// The same for the summary of a step, which may be longer.
[[nodiscard]] std::string render_step_summary(const Verdict& verdict, const ReportContext& context);

/// render_markdown in at most `limit_bytes`. What does not fit is left out from the back:
/// first the source lines of the last findings, then their stacks, then findings, then the
/// folded sections; what is missing is counted in the last line. The verdict itself stays
/// whatever the limit.
[[nodiscard]] std::string render_markdown_within(const Verdict& verdict,
                                                 const ReportContext& context,
                                                 std::size_t limit_bytes);

} // namespace leakgate
