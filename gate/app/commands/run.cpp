#include "gate/app/commands/calls.hpp"
#include "gate/app/commands/commands.hpp"
#include "gate/app/commands/judged.hpp"
#include "gate/app/commands/result_files.hpp"
#include "gate/app/deliver/reports.hpp"
#include "gate/app/line/settings.hpp"
#include "gate/app/line/shared_options.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/base/environment.hpp"
#include "gate/base/file.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/process/foreground.hpp"
#include "gate/base/text.hpp"
#include "reporters/wording/shown_sources.hpp"
#include "rules/judging/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

namespace leakgate {

namespace {

namespace fs = std::filesystem;

std::string
in_short(const std::string& words)
{
  constexpr std::size_t k_most = 120;
  return text::printable(words.size() > k_most ? words.substr(0, k_most) + "…" : words);
}

// A path of the command line holds for every folder in which the command calls go.
std::string
for_every_folder(const std::string& option)
{
  const std::size_t equals = option.find('=');
  const std::string name = option.substr(0, equals);
  const std::string value = equals == std::string::npos ? "" : option.substr(equals + 1);
  std::error_code ignored;
  return (name == "--config" || name == "--baseline") && value != k_off && !value.empty()
             ? name + "=" + fs::absolute(value, ignored).string()
             : option;
}

// Puts this program, as `go`, into the folder of the run.
Result<void>
prepare_folder(const fs::path& run, const std::vector<GivenOption>& given)
{
  std::string options;
  for (const GivenOption& each : given) {
    if (each.option->of_suite) {
      const std::string name(each.option->name);
      options += for_every_folder(each.option->value.empty() ? name : name + "=" + each.value);
      options += "\n";
    }
  }
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  if (auto made = make_folder(run / "bin"); !made) {
    return made;
  }
  for (const char* name : {"go", "leakgate-path"}) {
    if (!error) {
      fs::create_symlink(self, run / "bin" / name, error);
    }
  }
  if (error) {
    return failure(fmt::format("{}: cannot write, got \"{}\"", run.string(), error.message()));
  }
  return write_file(run / "options", options)
      .and_then([&] { return write_file(run / "from", fs::current_path(error).string()); })
      .and_then([&] { return make_folder(run / "calls"); });
}

bool
is_measured(const GoCall& call)
{
  return call.state != CallState::no_tests && call.state != CallState::nothing;
}

std::string
why_unjudged(const GoCall& call)
{
  const std::string reason = call.state == CallState::started ? "it was killed" : call.reason;
  return fmt::format("{} (in {}): {}", in_short(call.words), call.where, reason);
}

// What there is to say when no call ran tests.
std::string
nothing_seen(const std::vector<GoCall>& calls, const std::string& command)
{
  const auto compiled = std::ranges::find(calls, CallState::no_tests, &GoCall::state);
  if (compiled != calls.end()) {
    return fmt::format("{}: no `go test` of it ran tests: {} ({}; test binaries that are started "
                       "later are not seen: let it call go test)",
                       command, in_short(compiled->words), compiled->reason);
  }
  return fmt::format("{}: it never called `go test`, so nothing was measured (a go that is called "
                     "by its absolute path, or in a container, is not seen; let it find go on "
                     "PATH)",
                     command);
}

// Of what such a call has compiled nobody knows whether it ran.
void
note_compiled(Verdict& verdict, const std::vector<GoCall>& calls)
{
  for (const GoCall& call : calls) {
    if (call.state == CallState::no_tests && call.reason.starts_with("-c:")) {
      verdict.problems.push_back({in_short(call.words),
                                  "test binaries that are compiled here and started later are not "
                                  "judged (let the command call go test)"});
    }
  }
}

// The verdicts of all calls, and what else there is to say of them.
struct Joined
{
  std::vector<NamedVerdict> verdicts;
  std::vector<Problem> problems; ///< calls that were not judged
};

Joined
read_verdicts(const std::vector<GoCall>& calls)
{
  Joined out;
  for (const GoCall& call : calls) {
    if (!is_measured(call)) {
      continue;
    }
    auto verdict = call.state == CallState::judged
                       ? read_result((call.folder / "result.json").string())
                       : Result<Verdict>(failure(why_unjudged(call)));
    if (verdict) {
      out.verdicts.push_back({call.words, std::move(*verdict)});
    } else {
      out.problems.push_back({"go test", verdict.error()});
    }
  }
  return out;
}

// The command's own end counts as that of go test does, and nothing passes that was not judged.
void
heed_command(Verdict& verdict, const ExitStatus& status, const std::string& command,
             const std::vector<Problem>& unjudged)
{
  verdict.problems.insert(verdict.problems.end(), unjudged.begin(), unjudged.end());
  if (!status.ok() && verdict.outcome != Outcome::tests_failed) {
    verdict.outcome = Outcome::tests_failed;
    verdict.reason =
        fmt::format("{} {}", command,
                    status.signal != 0 ? "was ended by " + signal_name(status.signal)
                                       : "ended with exit code " + std::to_string(status.code));
  }
  if (verdict.outcome == Outcome::pass && !unjudged.empty()) {
    verdict.outcome = Outcome::no_verdict;
    verdict.reason = "a go test of it was not judged: " + unjudged.front().what;
  }
}

ExitCode
judge_calls(const Settings& settings, DeliveryTokens tokens, const fs::path& run,
            const std::string& command, const ExitStatus& status, std::int64_t took_ms,
            const Terminal& terminal)
{
  const TestOptions& options = settings.options;
  const std::vector<GoCall> calls = read_calls(run);
  Joined joined = read_verdicts(calls);
  if (joined.verdicts.empty()) {
    const std::string message =
        joined.problems.empty() ? nothing_seen(calls, command) : joined.problems.front().what;
    return status.ok() ? terminal.stop(message, ExitCode::no_verdict)
                       : terminal.stop(fmt::format("{}; the command ended with exit code {}",
                                                   message, status.code),
                                       ExitCode::tests_failed);
  }
  auto verdict = merge_calls(std::move(joined.verdicts));
  if (!verdict) {
    return terminal.stop(verdict.error(), ExitCode::no_verdict);
  }
  verdict->took_ms = took_ms;
  heed_command(*verdict, status, command, joined.problems);
  note_compiled(*verdict, calls);
  compare_with_base_file(*verdict, options.base, terminal);
  const ReportContext context = context_of(*verdict, options);
  terminal.print(console_text(*verdict, context, terminal.style()));
  return finish_reports(options, std::move(tokens), *verdict, context, terminal);
}

ExitCode
run_run(const CommandLine& line)
{
  const Terminal terminal(stdout, stderr, line.options.loudness, CiLog::from_environment());
  const auto settings = resolve_settings(line.options).and_then(with_change);
  if (!settings) {
    return terminal.stop(settings.error());
  }
  DeliveryTokens tokens = take_delivery_tokens(settings->options.reports);
  if (const auto ready = prepare_reports(settings->options.reports); !ready) {
    return terminal.stop(ready.error(), ExitCode::usage);
  }
  const auto folder = TempFolder::make("leakgate-run");
  const auto prepared =
      folder ? prepare_folder(folder->path(), line.given) : Result<void>(failure(folder.error()));
  if (!prepared) {
    return terminal.stop(prepared.error(), ExitCode::no_verdict);
  }
  const std::string path = environment_variable("PATH").value_or("");
  const auto started = std::chrono::steady_clock::now();
  const auto status = run_in_foreground(
      {line.operands,
       "",
       {{"PATH", (folder->path() / "bin").string() + (path.empty() ? "" : ":" + path)},
        {k_run_variable, folder->path().string()}}});
  if (!status) {
    return terminal.stop(status.error() + " (nothing was run)", ExitCode::usage);
  }
  if (interrupt_requested()) {
    return terminal.stop("interrupted: the command was ended, no report was written",
                         ExitCode::interrupted);
  }
  end_on_interrupt();
  const std::int64_t took_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                                   std::chrono::steady_clock::now() - started)
                                   .count();
  return judge_calls(*settings, std::move(tokens), folder->path(),
                     in_short(text::join(line.operands, " ")), *status, took_ms, terminal);
}

constexpr CommandForm k_forms[] = {
    {"[options] -- COMMAND…", "gate each `go test` of a command: make, mage, gotestsum, a script"}};

namespace so = shared_options;
constexpr const OptionRow* k_options[] = {
    &so::k_report,  &so::k_settle,  &so::k_proof,        &so::k_ancestors,
    &so::k_confirm, &so::k_heap,    &so::k_fail_on,      &so::k_baseline,
    &so::k_config,  &so::k_base,    &so::k_comment_key,  &so::k_require_delivery,
    &so::k_quiet,   &so::k_verbose, &so::k_new_from_rev, &so::k_no_cache};

Result<void>
take_command(CommandLine& line)
{
  if (line.operands.empty()) {
    return failure("run: expected a command behind --, got nothing (for example leakgate run -- "
                   "make test)");
  }
  return {};
}

} // namespace

constexpr CommandRow k_run_command = {
    .name = "run",
    .forms = k_forms,
    .more = "The command finds a `go` first on PATH that adds the probe to `go test` and is the "
            "real one otherwise; what it prints, and how it ends, stays as it is. Then there is "
            "one verdict over all calls: a leak of one stays red, whatever a rerun shows. A "
            "command that never calls `go test`, or a call that could not be judged, ends with 3.",
    .takes = Takes::file,
    .options = k_options,
    .take = take_command,
    .run = run_run};

} // namespace leakgate
