#pragma once

#include "gate/base/process/command.hpp"
#include "gate/base/result.hpp"
#include "gate/model/policy.hpp"
#include "gate/model/source_roots.hpp"

#include <string>
#include <string_view>

namespace leakgate {

/// The lines of Go files that are not as in the merge base of `revision` and HEAD: `git diff -U0`
/// against the working tree, and whole files that git does not know. Files are absolute.
/// `directory` is where git is asked; empty: here. Error: no repository, no such revision, or no
/// merge base, which a shallow clone does not have.
[[nodiscard]] Result<ChangedLines> read_changed_lines(const std::string& revision,
                                                      const std::string& directory,
                                                      const ProcessRunner& run = run_process);

/// Reads the output of `git diff -U0` into `lines`, with `root` before each name.
void read_diff(std::string_view diff, const std::string& root, ChangedLines& lines);

/// With the names that findings have for files.
[[nodiscard]] ChangedLines named_as_in_findings(const ChangedLines& lines,
                                                const SourceRoots& roots);

/// What such a run does not see, for every verdict of it.
[[nodiscard]] Loosening loosened_by(const ChangedLines& lines);

} // namespace leakgate
