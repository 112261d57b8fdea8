#pragma once

#include "gate/base/result.hpp"
#include "gate/model/source_line.hpp"
#include "gate/model/verdict.hpp"

#include <span>
#include <string>
#include <string_view>
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
};

/// Where a report goes that is asked for by its name alone.
enum class Target {
  file,             ///< nowhere: it needs a path
  standard_output,  ///< a CI system reads it from the log
  environment_file, ///< appended to the file that an environment variable names
  server,           ///< posted to the server of the CI system: the app delivers it
};

/// A report. `name` is what `--report NAME[=PATH]` takes.
struct Reporter
{
  std::string_view name;
  std::string_view description; ///< one line for --help
  /// To bytes; null for Target::server.
  std::string (*render)(const Verdict&, const ReportContext&);
  Target target = Target::file;
  const char* variable = ""; ///< of Target::environment_file
};

/// All reports, sorted by name.
[[nodiscard]] std::span<const Reporter> reporters();

/// The reporter called `name`. Error: `--report: unknown report "junt" (did you mean "junit"?)`.
[[nodiscard]] Result<const Reporter*> find_reporter(std::string_view name);

} // namespace leakgate
