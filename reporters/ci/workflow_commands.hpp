#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/wording/report_context.hpp"

#include <string>
#include <string_view>

namespace leakgate {

/// Lines for the standard output of a step of GitHub Actions, which put marks at lines of the
/// change and into the summary of the run: `::error file=F,line=L,endLine=L,title=T::message`
/// for each reported finding and for a run without a verdict, `::notice …` for entries of the
/// configuration that are stale or expired. The runner keeps ten of a kind from one step and
/// drops the others in silence: only ten are written, the first of the verdict, and the last
/// line is a notice with the number of those that are not. Empty when there is nothing to say.
/// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
[[nodiscard]] std::string render_workflow_commands(const Verdict& verdict,
                                                   const ReportContext& context);

namespace workflow_commands {

/// `value` as the message of a command, and as a property of one: the runner's ActionCommand
/// turns `%25 %0D %0A`, in properties also `%3A %2C`, back.
[[nodiscard]] std::string escape_message(std::string_view value);
[[nodiscard]] std::string escape_property(std::string_view value);

} // namespace workflow_commands

/// What the gate says beside an event stream (`-json`): a line for each reported finding, and one
/// where there is no verdict or `go test` failed without a word. Readers of the stream (gotestsum)
/// take each line on standard error for an error, so there are no others; a pass is silent.
[[nodiscard]] std::string error_lines(const Verdict& verdict);

} // namespace leakgate
