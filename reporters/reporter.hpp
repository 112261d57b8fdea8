#pragma once

#include "gate/base/result.hpp"
#include "gate/model/source_line.hpp"
#include "gate/model/verdict.hpp"

#include <span>
#include <string>
#include <string_view>

namespace leakgate {

/// What a report may show beyond the Verdict. Given from outside, so that reporters
/// stay pure and their output repeatable.
struct ReportContext
{
  SourceLine source_line;
};

/// Where a report goes that is asked for by its name alone.
enum class Target {
  file,             ///< nowhere: it needs a path
  standard_output,  ///< a CI system reads it from the log
  environment_file, ///< appended to the file that an environment variable names
};

/// A report format that renders to bytes. `name` is what `--report NAME=PATH` takes.
struct FileReporter
{
  std::string_view name;
  std::string_view description; ///< one line for --help
  std::string (*render)(const Verdict&, const ReportContext&);
  Target target = Target::file;
  const char* variable = ""; ///< of Target::environment_file
};

/// All file reporters, sorted by name.
[[nodiscard]] std::span<const FileReporter> file_reporters();

/// The reporter called `name`. Error: `--report: unknown report "junt" (did you mean "junit"?)`.
[[nodiscard]] Result<const FileReporter*> find_file_reporter(std::string_view name);

} // namespace leakgate
