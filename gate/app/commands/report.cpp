#include "gate/app/commands/commands.hpp"
#include "gate/app/commands/result_files.hpp"
#include "gate/app/deliver/reports.hpp"
#include "gate/app/line/shared_options.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/text.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <system_error>
#include <utility>

namespace leakgate {

namespace {

// GitLab reads `[[ATTACHMENT|path]]` and knows no escape.
Result<void>
check_attachment(CommandLine&, const std::string& path)
{
  if (path.empty() || path.find_first_of("[]|\r\n") != std::string::npos) {
    return failure(fmt::format("--attach: expected a path without [, ] and |, got {} (CI systems "
                               "read it as [[ATTACHMENT|path]])",
                               text::quoted(path)));
  }
  return {};
}

constexpr OptionRow k_attach = {
    .name = "--attach",
    .value = "FILE",
    .help = "show this file beside each leak in JUnit readers, may be repeated",
    .takes = Takes::file,
    .fill = check_attachment};

ExitCode
run_report(const CommandLine& line)
{
  const ReportingOptions& options = line.options;
  end_on_interrupt();
  const Terminal terminal(stdout, stderr, options.loudness, CiLog::from_environment());
  DeliveryTokens tokens = take_delivery_tokens(options.reports);
  if (const auto ready = prepare_reports(options.reports); !ready) {
    return terminal.stop({ready.error()});
  }
  auto results = read_results(line.operands);
  if (!results) {
    return terminal.stop(results.error());
  }
  auto verdict = merge_verdicts(std::move(*results));
  if (!verdict) {
    return terminal.stop({verdict.error()});
  }
  compare_with_base_file(*verdict, options.base, terminal);
  std::error_code ignored;
  const std::vector<std::string> attachments = line.values_of(k_attach);
  for (const std::string& path : attachments) {
    if (!std::filesystem::exists(path, ignored)) {
      terminal.diagnose(fmt::format("--attach: {}: no such file yet (readers of JUnit take it from "
                                    "there when the job ends)",
                                    text::quoted(path, 200)));
    }
  }
  const ReportContext context{source_line_of(verdict->sources), attachments, options.comment_key,
                              line.operands.size() == 1 ? line.operands.front() : ""};
  terminal.print(console_text(*verdict, context, terminal.style()));
  return finish_reports(options, std::move(tokens), *verdict, context, terminal);
}

constexpr CommandForm k_forms[] = {
    {"RESULT.json… --report NAME[=PATH]…",
     "make reports later, in another job; several results of one run are merged"}};

constexpr const OptionRow* k_options[] = {&shared_options::k_report,
                                          &shared_options::k_base,
                                          &k_attach,
                                          &shared_options::k_comment_key,
                                          &shared_options::k_require_delivery,
                                          &shared_options::k_quiet,
                                          &shared_options::k_verbose};

} // namespace

constexpr CommandRow k_report_command = {
    .name = "report",
    .forms = k_forms,
    .more = "`leakgate test --report json=PATH` writes a result. The exit code is that of the "
            "verdict, so the job that merges the results of several is the gate.",
    .takes = Takes::file,
    .options = k_options,
    .take = expect_results,
    .run = run_report};

} // namespace leakgate
