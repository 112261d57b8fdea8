#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/delivery/delivery.hpp"

#include <string>

namespace leakgate {

/// The commit as people know it, seven digits, linked when its page is known; empty when it is no
/// commit id.
[[nodiscard]] std::string commit_markdown(const CiRun& run);

/// The last line of everything we post: the job, the commit, the run, and `hint` (Markdown; may
/// be empty). Begins with a line end.
[[nodiscard]] std::string comment_footer(const CiRun& run, const std::string& hint);

/// The command that shows `finding` on the reader's own machine; empty when its names could mean
/// something to a shell.
[[nodiscard]] std::string local_command(const Finding& finding, const SourceRoots& roots);

} // namespace leakgate
