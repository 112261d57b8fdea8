#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/wording/ci_place.hpp"
#include "reporters/wording/report_context.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// A line that the diff of a change shows on its new side.
struct DiffLine
{
  int old_line = 0; ///< 0: added
  int new_line = 0;
  std::string text; ///< without the `+` or the space before it

  friend bool operator==(const DiffLine&, const DiffLine&) = default;
};

/// A changed file.
struct FileDiff
{
  std::string path;     ///< after the change, from the root of the repository
  std::string old_path; ///< before it; the same unless it was renamed
  /// By new_line; empty when the server shows no patch (too large, binary).
  std::vector<DiffLine> lines;

  friend bool operator==(const FileDiff&, const FileDiff&) = default;
};

/// The new side of a unified diff's hunks (`@@ -1,2 +3,4 @@`; no file headers). Damage ends the
/// hunk it is in; what was read before it stays.
[[nodiscard]] std::vector<DiffLine> parse_patch(std::string_view patch);

/// Where a finding can be marked in a change.
struct Mark
{
  std::string path;
  std::string old_path;
  std::optional<DiffLine> line; ///< no value: on the file as a whole

  friend bool operator==(const Mark&, const Mark&) = default;
};

/// The best place for `finding` inside of the change: of ci_places the first on an added line, then
/// the first on a shown one, then the first in a changed file; no value when the change touches
/// none. The tests ran on the merge of the change into its base, whose lines may have other numbers
/// than the change's own: a line counts only where the source that was tested has the same text;
/// when it is shown exactly once elsewhere in the file, it is that line. Where the source is not
/// known the number is trusted.
[[nodiscard]] std::optional<Mark> mark_in_change(const Finding& finding, const SourceRoots& roots,
                                                 const ReportContext& context,
                                                 const std::vector<FileDiff>& change);

} // namespace leakgate
