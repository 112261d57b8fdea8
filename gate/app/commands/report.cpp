#include "gate/app/commands/commands.hpp"
#include "gate/app/commands/result_files.hpp"
#include "gate/app/deliver/reports.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/text.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <system_error>
#include <utility>

namespace leakgate {

namespace {

ExitCode
stop(const Terminal& terminal, const Messages& messages)
{
  terminal.diagnose_all(messages);
  return ExitCode::usage;
}

} // namespace

ExitCode
run_report_command(const ReportOptions& options)
{
  end_on_interrupt();
  const Terminal terminal(stdout, stderr, options.loudness, CiLog::from_environment());
  DeliveryTokens tokens = take_delivery_tokens(options.reports);
  if (const auto ready = prepare_reports(options.reports); !ready) {
    return stop(terminal, {ready.error()});
  }
  auto results = read_results(options.results);
  if (!results) {
    return stop(terminal, results.error());
  }
  auto verdict = merge_verdicts(std::move(*results));
  if (!verdict) {
    return stop(terminal, {verdict.error()});
  }
  compare_with_base_file(*verdict, options.base, terminal);
  std::error_code ignored;
  for (const std::string& path : options.attachments) {
    if (!std::filesystem::exists(path, ignored)) {
      terminal.diagnose(fmt::format("--attach: {}: no such file yet (readers of JUnit take it from "
                                    "there when the job ends)",
                                    text::quoted(path, 200)));
    }
  }
  const ReportContext context{source_line_of(verdict->sources), options.attachments,
                              options.comment_key,
                              options.results.size() == 1 ? options.results.front() : ""};
  terminal.print(console_text(*verdict, context, terminal.style()));
  return finish_reports(options, std::move(tokens), *verdict, context, terminal);
}

} // namespace leakgate
