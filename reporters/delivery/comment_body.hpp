#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/delivery/delivery.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace leakgate {

/// Why a sticky comment is written.
enum class CommentState {
  speaks,    ///< findings, no verdict, or failed tests
  all_clear, ///< nothing now; an earlier run had found something
};

/// The sticky comment: marker, verdict with what changed (against the base or the baseline),
/// findings, folded rest, `kept` (of listed_before) as what was not looked at this time, and a
/// footer with the job, the commit, the run and the command that shows it locally. At most
/// `limit_bytes`, cut as render_markdown_within does.
[[nodiscard]] std::string comment_body(const Verdict& verdict, const ReportContext& context,
                                       const CiRun& run, CommentState state,
                                       std::size_t limit_bytes, std::string_view kept = {});

/// The leaks that a sticky comment lists: its own, without `own` only those that it has kept from
/// the comment before it. Empty when it lists none.
[[nodiscard]] std::string listed_before(const std::string& old_body, bool own);

/// The comment on a line: marker, one finding as in the sticky one, a footer. At most
/// `limit_bytes`.
[[nodiscard]] std::string line_comment_body(const Finding& finding, const Verdict& verdict,
                                            const ReportContext& context, const CiRun& run,
                                            std::size_t limit_bytes);

/// What a line comment says once its finding is not reported any more: marker with state `clear`,
/// what became of it as of the commit, and what it was, folded.
[[nodiscard]] std::string line_clear_body(const std::string& old_body, const CiRun& run,
                                          std::size_t limit_bytes,
                                          std::string_view became = "gone");

} // namespace leakgate
