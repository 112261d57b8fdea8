#pragma once

#include "gate/model/source_line.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// What a report may show beyond the Verdict. Given from outside, so that reporters
/// stay pure and their output repeatable.
struct ReportContext
{
  SourceLine source_line; ///< mostly source_line_of(Verdict::sources)
  /// Paths of files that readers of JUnit may show beside a leak, as given; without `[`, `]`, `|`
  /// and line ends.
  std::vector<std::string> attachments = {};
  /// Which of several jobs this is, where the user has named it (`--comment-key`): for headlines.
  std::string job = {};
  /// The JSON result that was written beside, or is shown, as the user has named it; may be empty.
  std::string result_file = {};
  /// The address of a line of the commit that was tested, with `{file}` (from the repository's
  /// root, percent-encoded) and `{line}` in it; empty: nobody knows one.
  std::string line_url = {};
};

} // namespace leakgate
