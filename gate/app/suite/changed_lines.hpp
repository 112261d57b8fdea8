#pragma once

#include "gate/base/process/command.hpp"
#include "gate/base/result.hpp"
#include "gate/model/policy.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate {

/// What differs from the merge base of `revision` and HEAD. Each file that git tracks is there by
/// its absolute path, with the parts of it that differ: `git diff -U0` against the working tree.
/// Where lines were only taken out, the part is the gap: {30, 29} lies between the lines 29 and 30.
/// A file of which git does not tell the lines differs as a whole, and so does what a `//line`
/// directive names in a file that differs. A file that is not there is one that git does not track.
/// `directory` is where git is asked; empty: here. Error: no repository, no such revision, or no
/// merge base, which a shallow clone does not have.
[[nodiscard]] Result<ChangedLines> read_changed_lines(const std::string& revision,
                                                      const std::string& directory,
                                                      const ProcessRunner& run = run_process);

/// The parts of a file that differs as a whole.
[[nodiscard]] std::vector<std::pair<int, int>> whole_file();

/// Reads the output of `git diff -U0` into `lines`, with `root` before each name.
void read_diff(std::string_view diff, const std::string& root, ChangedLines& lines);

/// The files, absolute, that `//line` and `/*line` directives of a file's source name.
[[nodiscard]] std::vector<std::string> named_by_directives(std::string_view source,
                                                           const std::string& file);

/// What such a run does not see, for every verdict of it.
[[nodiscard]] Loosening loosened_by(const ChangedLines& lines);

} // namespace leakgate
