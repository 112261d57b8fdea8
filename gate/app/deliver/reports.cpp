#include "gate/app/deliver/reports.hpp"

#include "gate/app/deliver/deliverer.hpp"
#include "gate/app/deliver/plan.hpp"
#include "gate/app/deliver/runner.hpp"
#include "gate/base/file.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

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

ReportContext
context_of(const Verdict& verdict, const ReportingOptions& options)
{
  const auto json = std::ranges::find(options.reports, "json", &ReportRequest::name);
  return {source_line_of(verdict.sources),
          {},
          options.comment_key,
          json == options.reports.end() ? "" : json->path};
}

ExitCode
finish_reports(const ReportingOptions& options, DeliveryTokens tokens, const Verdict& verdict,
               const ReportContext& context, const Terminal& terminal)
{
  Deliverer deliverer(std::move(tokens), {options.comment_key});
  ReportContext linked = context;
  linked.line_url = deliverer.line_url();
  ReportRunner runner(verdict, linked, terminal, deliverer, options.loudness == Loudness::quiet);
  runner.run(plan_reports(options.reports, deliverer.facts()));
  const bool missing = runner.missing() || (runner.undelivered() && options.require_delivery);
  const ExitCode code = exit_code(verdict.outcome);
  if (missing && code == ExitCode::pass) {
    terminal.diagnose("passed, but not every report is where it was asked for (exit code 3)");
    return ExitCode::no_verdict;
  }
  return code;
}

} // namespace leakgate
