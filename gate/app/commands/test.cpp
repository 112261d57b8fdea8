#include "gate/app/commands/commands.hpp"
#include "gate/app/commands/evaluation.hpp"
#include "gate/app/commands/judged.hpp"
#include "gate/app/commands/planted.hpp"
#include "gate/app/commands/result_files.hpp"
#include "gate/app/confirm/budget.hpp"
#include "gate/app/deliver/reports.hpp"
#include "gate/app/line/settings.hpp"
#include "gate/app/line/shared_options.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/app/suite/profiles_folder.hpp"
#include "gate/app/suite/session.hpp"
#include "gate/app/suite/source_lines.hpp"
#include "gate/base/process/command.hpp"
#include "reporters/ci/workflow_commands.hpp"
#include "reporters/console/layout.hpp"
#include "reporters/wording/shown_sources.hpp"
#include "rules/engine.hpp"
#include "rules/judging/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>

namespace leakgate {

namespace {

// Prints the console and makes the reports. With -json standard output belongs to the event
// stream alone.
ExitCode
report(const Verdict& verdict, const TestOptions& options, DeliveryTokens tokens,
       const Terminal& terminal, bool json)
{
  const ReportContext context = context_of(verdict, options);
  const Terminal on_error(stderr, stderr, options.loudness, CiLog::from_environment());
  const Terminal& shown = json ? on_error : terminal;
  if (!json || options.loudness == Loudness::verbose) {
    shown.print(console_text(verdict, context, shown.style()));
  } else {
    shown.print(error_lines(verdict));
  }
  return finish_reports(options, std::move(tokens), verdict, context, shown);
}

// Only files: what is posted, or printed for a CI system to read, is for a run that came to its
// end.
std::vector<ReportRequest>
file_reports(const std::vector<ReportRequest>& reports)
{
  std::vector<ReportRequest> files;
  std::ranges::copy_if(reports, std::back_inserter(files), [](const ReportRequest& report) {
    return !report.path.empty() && report.name != "webhook";
  });
  return files;
}

// After an interrupt: what was captured so far is written down and says that it is a part.
ExitCode
report_part(const TestSession& session, const Settings& settings, const SuiteResult& suite,
            DeliveryTokens tokens, const Terminal& terminal)
{
  end_on_interrupt(); // the second one
  TestOptions options = settings.options;
  options.reports = file_reports(options.reports);
  const bool captured = std::ranges::any_of(suite.evidence.packages, [](const auto& package) {
    return package.source != EvidenceSource::none;
  });
  if (captured) {
    SourceKnown source = source_of(session, settings.policy, suite.evidence.roots);
    Policy policy = without_files(settings.policy);
    Verdict verdict = evaluate_with_source(suite.evidence, policy, source);
    tell_unread(verdict, source, terminal);
    verdict.sources = collect_sources(verdict, source.line);
    verdict.partial = true;
    rules::decide_outcome(verdict);
    (void)report(verdict, options, std::move(tokens), terminal, session.plan.arguments.json);
  } else {
    options.reports.clear();
  }
  return terminal.stop(options.reports.empty()
                           ? "interrupted: go test was ended, no report was written"
                           : "interrupted: go test was ended, the reports say what came before",
                       ExitCode::interrupted);
}

constexpr OptionRow k_self_check = {
    .name = "--self-check",
    .help = "first plant a leak in a throw-away module and see whether the gate turns red; if it "
            "does not, end with 3"};

// What is wrong with the gate itself; empty: nothing, which is said too.
std::string
self_check(const TestOptions& options, const TestSession& session, const Terminal& terminal)
{
  const PlantResult result = try_plant(planted_goroutine(), true, session);
  if (!result.right) {
    return "--self-check: the planted leak was not seen, got " + result.said +
           " (leakgate doctor says more; nothing was run)";
  }
  const Terminal on_error(stderr, stderr, options.loudness, CiLog::from_environment());
  const Terminal& shown = session.plan.arguments.json ? on_error : terminal;
  shown.print(console::margin_row("checked", "a planted leak turned the gate red", shown.style(),
                                  console::Shade::dim));
  return {};
}

// Behind the failure, where whoever meant an option of ours looks.
void
tell_one_dash(const CommandLine& line, const SuiteResult& suite, const Terminal& terminal)
{
  if (!suite.go_status.ok() && !line.one_dash.empty()) {
    terminal.diagnose(line.one_dash);
  }
}

// Runs the tests, judges them and tells of it.
ExitCode
run_session(const CommandLine& line, const Settings& settings, const TestSession& session,
            DeliveryTokens tokens, const Terminal& terminal)
{
  const TestOptions& options = settings.options;
  const auto started = std::chrono::steady_clock::now();
  auto suite = run_suite(session, options, terminal);
  session.store.remove_run(session.identity.run);
  if (interrupt_requested()) {
    return report_part(session, settings, suite.value_or(SuiteResult{}), std::move(tokens),
                       terminal);
  }
  if (!suite) {
    return terminal.stop(suite.error(), ExitCode::no_verdict);
  }
  if (const auto message = nothing_to_run(suite->evidence.run, suite->go_status)) {
    tell_one_dash(line, *suite, terminal);
    return terminal.stop(*message,
                         suite->go_status.signal != 0 ? ExitCode::no_verdict : ExitCode::usage);
  }
  Verdict verdict = judge_suite(session, settings, *suite, terminal);
  if (interrupt_requested()) {
    suite->evidence.confirmation.reset();
    suite->evidence.heap.reset();
    return report_part(session, settings, *suite, std::move(tokens), terminal);
  }
  end_on_interrupt();
  if (const auto kept = options.profiles.empty()
                            ? Result<void>()
                            : keep_profiles(options.profiles, suite->evidence, session.store);
      !kept) {
    terminal.diagnose("--profiles: " + kept.error());
  }
  verdict.took_ms = milliseconds_since(started);
  compare_with_base_file(verdict, options.base, terminal);
  const ExitCode code =
      report(verdict, options, std::move(tokens), terminal, session.plan.arguments.json);
  tell_one_dash(line, *suite, terminal);
  return code;
}

ExitCode
run_test(const CommandLine& line)
{
  const Terminal terminal(stdout, stderr, line.options.loudness, CiLog::from_environment());
  const auto settings = resolve_settings(line.options).and_then(with_change);
  if (!settings) {
    return terminal.stop(settings.error());
  }
  const TestOptions& options = settings->options;
  DeliveryTokens tokens = take_delivery_tokens(options.reports);
  if (const auto ready = prepare_reports(options.reports); !ready) {
    return terminal.stop(ready.error(), ExitCode::usage);
  }
  const auto session = prepare_session(options);
  if (interrupt_requested()) {
    return terminal.stop("interrupted: go test was not started, no report was written",
                         ExitCode::interrupted);
  }
  if (!session) {
    return terminal.stop(session.error().message, session.error().code);
  }
  if (const auto message = unprovable(*settings, *session)) {
    return terminal.stop(*message, ExitCode::usage);
  }
  if (const std::string message =
          line.has(k_self_check) ? self_check(options, *session, terminal) : "";
      !message.empty()) {
    return terminal.stop(message,
                         interrupt_requested() ? ExitCode::interrupted : ExitCode::no_verdict);
  }
  return run_session(line, *settings, *session, std::move(tokens), terminal);
}

constexpr OptionRow k_profiles = {
    .name = "--profiles",
    .value = "DIR",
    .help =
        "keep the dumps of each package, and heap profiles where memory grew, in this folder, for "
        "go tool pprof",
    .takes = Takes::file,
    .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
      line.options.profiles = value;
      return {};
    }};

constexpr CommandForm k_forms[] = {
    {"[options] [packages] [go test flags]", "run the suite, judge it, report"}};

namespace so = shared_options;
constexpr const OptionRow* k_options[] = {
    &so::k_report,   &so::k_settle,  &so::k_proof,        &so::k_ancestors,
    &so::k_confirm,  &so::k_heap,    &so::k_fail_on,      &so::k_baseline,
    &so::k_config,   &so::k_base,    &so::k_comment_key,  &so::k_require_delivery,
    &so::k_quiet,    &so::k_verbose, &so::k_new_from_rev, &k_self_check,
    &so::k_no_cache, &k_profiles};

Result<void>
take_go_words(CommandLine& line)
{
  auto arguments = parse_go_test_arguments(line.operands);
  if (!arguments) {
    return failure(arguments.error());
  }
  line.options.go = std::move(*arguments);
  return {};
}

} // namespace

constexpr CommandRow k_test_command = {
    .name = "test",
    .forms = k_forms,
    .more = "All other flags are go test's own (-run, -race, -tags, -count, -v, -json …); "
            "everything behind -- goes to go test too.",
    .takes = Takes::file,
    .options = k_options,
    .go_flags = true,
    .take = take_go_words,
    .run = run_test};

} // namespace leakgate
