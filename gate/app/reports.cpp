#include "gate/app/reports.hpp"

#include "gate/base/file.hpp"

#include <fmt/core.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace leakgate {

namespace {

// What stands there already is other steps' and stays.
Result<void>
append_to_file_of(const FileReporter& reporter, const std::string& content)
{
  const char* path = std::getenv(reporter.variable);
  if (path == nullptr || *path == '\0') {
    return failure(fmt::format("${} is not set, as it is inside of GitHub Actions (give a file: "
                               "--report {}=PATH)",
                               reporter.variable, reporter.name));
  }
  std::ofstream file(path, std::ios::binary | std::ios::app);
  file << content;
  file.flush();
  return file ? Result<void>() : failure(std::string(path) + ": cannot append");
}

Result<void>
deliver(const FileReporter& reporter, const std::string& path, const std::string& content,
        const Terminal& terminal)
{
  if (!path.empty()) {
    return write_file(path, content);
  }
  if (reporter.target == Target::environment_file) {
    return append_to_file_of(reporter, content);
  }
  terminal.print(content);
  return {};
}

} // namespace

Result<void>
prepare_reports(const std::vector<ReportRequest>& reports)
{
  for (const ReportRequest& report : reports) {
    const std::filesystem::path folder = std::filesystem::path(report.path).parent_path();
    if (folder.empty()) {
      continue;
    }
    if (auto made = make_folder(folder); !made) {
      return failure("--report " + report.name + ": " + made.error());
    }
  }
  return {};
}

std::vector<std::string>
write_reports(const std::vector<ReportRequest>& reports, const Verdict& verdict,
              const ReportContext& context, const Terminal& terminal)
{
  std::vector<std::string> failures;
  for (const ReportRequest& report : reports) {
    const auto reporter = find_file_reporter(report.name);
    const auto written =
        reporter ? deliver(**reporter, report.path, (*reporter)->render(verdict, context), terminal)
                 : Result<void>(failure(reporter.error()));
    if (!written) {
      failures.push_back("--report " + report.name + ": " + written.error());
    }
  }
  return failures;
}

ExitCode
finish_reports(const std::vector<ReportRequest>& reports, const Verdict& verdict,
               const ReportContext& context, const Terminal& terminal)
{
  ExitCode code = exit_code(verdict.outcome);
  for (const std::string& message : write_reports(reports, verdict, context, terminal)) {
    terminal.diagnose(message);
    code = code == ExitCode::pass ? ExitCode::no_verdict : code;
  }
  return code;
}

} // namespace leakgate
