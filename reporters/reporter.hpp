#pragma once

#include "gate/base/result.hpp"
#include "gate/model/verdict.hpp"
#include "reporters/wording/report_context.hpp"

#include <span>
#include <string>
#include <string_view>

namespace leakgate {

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
