#include "gate/app/report_command.hpp"

#include "gate/app/reports.hpp"
#include "gate/app/result_files.hpp"
#include "gate/app/source_lines.hpp"
#include "gate/app/terminal.hpp"

namespace leakgate {

namespace {

ExitCode
stop(const Terminal& terminal, const Messages& messages)
{
  for (const std::string& message : messages) {
    terminal.diagnose(message);
  }
  return ExitCode::usage;
}

} // namespace

ExitCode
run_report_command(const ReportOptions& options)
{
  const Terminal terminal(stdout, stderr);
  if (const auto ready = prepare_reports(options.reports); !ready) {
    return stop(terminal, {ready.error()});
  }
  auto results = read_results(options.results);
  if (!results) {
    return stop(terminal, results.error());
  }
  const auto verdict = merge_verdicts(std::move(*results));
  if (!verdict) {
    return stop(terminal, {verdict.error()});
  }
  const ReportContext context{make_source_reader(verdict->roots)};
  terminal.print(render_console(*verdict, context, terminal.style()));
  return finish_reports(options.reports, *verdict, context, terminal);
}

} // namespace leakgate
