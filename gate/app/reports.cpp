#include "gate/app/reports.hpp"

#include "gate/base/file.hpp"

#include <filesystem>

namespace leakgate {

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
              const ReportContext& context)
{
  std::vector<std::string> failures;
  for (const ReportRequest& report : reports) {
    const auto reporter = find_file_reporter(report.name);
    const auto written = reporter ? write_file(report.path, (*reporter)->render(verdict, context))
                                  : Result<void>(failure(reporter.error()));
    if (!written) {
      failures.push_back("--report " + report.name + ": " + written.error());
    }
  }
  return failures;
}

} // namespace leakgate
