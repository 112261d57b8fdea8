#include "gate/app/commands/judged.hpp"

#include "gate/app/commands/evaluation.hpp"
#include "gate/app/confirm/budget.hpp"
#include "gate/app/confirm/confirmation.hpp"
#include "gate/app/confirm/heap_check.hpp"
#include "gate/app/suite/changed_lines.hpp"
#include "gate/app/suite/source_lines.hpp"
#include "gate/base/process/command.hpp"
#include "reporters/console/layout.hpp"
#include "reporters/wording/shown_sources.hpp"
#include "rules/engine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace leakgate {

namespace {

// A pattern that names no package is printed by go test as a package that does not
// build, under the pattern itself.
bool
is_pattern(const PackageRun& package)
{
  const std::string& name = package.import_path;
  return package.end == PackageEnd::build_failed &&
         (name.starts_with("./") || name.starts_with("../") ||
          name.find("...") != std::string::npos);
}

// How many goroutines of the leak that is hunted a process of its own left.
std::int64_t
left_of(const LoneProcess& process, const Hunt& hunt, const Evidence& suite,
        const SourceLine& source_line)
{
  Evidence own;
  own.roots = suite.roots;
  own.go_version = suite.go_version;
  own.run.packages = {process.run};
  own.packages = {process.evidence};
  std::int64_t count = 0;
  for (const Finding& finding : evaluate(own, Policy{}, source_line).findings) {
    count += finding.fingerprint == hunt.fingerprint ? finding.count : 0;
  }
  return count;
}

// Why each leak was not confirmed is said of it: an example, say, runs once.
Confirmation
nothing_to_confirm(const TestOptions& options)
{
  Confirmation nothing;
  nothing.rounds = options.confirm_rounds;
  return nothing;
}

// The heaps of the packages that are to be looked at, in what the confirmation, which took `used`,
// has left of its budget. No value where there is nothing to look at, or where nothing is to run
// again and the policy does not ask for it either.
std::optional<HeapCheck>
look_at_heaps(const TestSession& session, const TestOptions& options, const Policy& policy,
              const Verdict& verdict, const Evidence& suite, std::chrono::milliseconds used,
              const Terminal& terminal)
{
  const bool wanted = options.confirm_rounds >= 2 || policy.heap.check == HeapChecking::on;
  if (!wanted || interrupt_requested()) {
    return std::nullopt;
  }
  const std::vector<HeapTarget> targets = plan_heap_check(verdict, suite, policy);
  if (targets.empty()) {
    return std::nullopt;
  }
  const auto budget = std::max(options.confirm_budget - used, std::chrono::milliseconds(0));
  return check_heaps(session, options, policy.heap, targets, suite, budget, terminal);
}

// Judges the suite and, where the leaking tests can be run again, once more with what
// that has shown.
Verdict
judge(const TestSession& session, const Settings& settings, SuiteResult& suite,
      const Terminal& terminal)
{
  const TestOptions& options = settings.options;
  SourceKnown source = source_of(session, settings.policy, suite.evidence.roots);
  Policy policy = without_files(settings.policy);
  const ConfirmPlan plan = plan_confirmation(first_look(suite.evidence, policy, source));
  const auto started = std::chrono::steady_clock::now();
  suite.evidence.confirmation = nothing_to_confirm(options);
  if (options.confirm_rounds >= 2 && !plan.empty()) { // one round more tells nothing
    const CountLeft count = [&](const LoneProcess& process, const Hunt& hunt) {
      return left_of(process, hunt, suite.evidence, source.line);
    };
    suite.evidence.confirmation =
        confirm_leaks(session, options, plan, suite.evidence.run, count, terminal);
  }
  const std::int64_t confirm_ms = plan.empty() ? 0 : milliseconds_since(started);
  if (options.loudness == Loudness::verbose && !session.plan.arguments.json) {
    tell_measuring(settings, suite.evidence, terminal);
  }
  Verdict verdict = evaluate_with_source(suite.evidence, policy, source);
  const auto heap_started = std::chrono::steady_clock::now();
  if (auto heap = look_at_heaps(session, options, policy, verdict, suite.evidence,
                                std::chrono::milliseconds(confirm_ms), terminal)) {
    suite.evidence.heap = std::move(heap);
    verdict = evaluate_with_comments(suite.evidence, policy, source);
    verdict.heap_ms = milliseconds_since(heap_started);
  }
  tell_unread(verdict, source, terminal);
  verdict.confirm_ms = confirm_ms;
  verdict.sources = collect_sources(verdict, source.line);
  return verdict;
}

} // namespace

tl::expected<Settings, Messages>
with_change(Settings settings)
{
  if (settings.options.since.empty()) {
    return settings;
  }
  auto changed = read_changed_lines(settings.options.since, settings.options.go.directory);
  if (!changed) {
    return tl::unexpected<Messages>({changed.error()});
  }
  settings.policy.loosened.push_back(loosened_by(*changed));
  settings.policy.changed = std::move(*changed);
  return settings;
}

std::string
ended_by(int signal)
{
  return fmt::format("go test was ended by {}", signal_name(signal));
}

std::optional<std::string>
nothing_to_run(const TestRun& run, const ExitStatus& status)
{
  if (run.packages.empty()) {
    if (status.signal != 0) {
      return ended_by(status.signal) + " before it ran anything (run it again)";
    }
    return status.ok() ? "go test: no packages to test (name packages of this module, for example "
                         "./...)"
                       : "go test: ended with exit code " + std::to_string(status.code) +
                             " before it ran anything (see its message above)";
  }
  if (!std::all_of(run.packages.begin(), run.packages.end(), is_pattern)) {
    return std::nullopt;
  }
  const PackageRun& first = run.packages.front();
  return first.import_path + ": no packages to test (name packages of this module, for example "
                             "./...)";
}

std::optional<std::string>
unprovable(const Settings& settings, const TestSession& session)
{
  const Toolchain& toolchain = session.plan.toolchain;
  const Proof proof = settings.options.probe.proof;
  const bool proves = proof == Proof::on || (proof == Proof::automatic && toolchain.minor() >= 27);
  if (settings.policy.fail_tier != Tier::proven || proves) {
    return std::nullopt;
  }
  return "fail on tier proven: there is no proof with these options, got " + toolchain.version +
         (proof == Proof::off ? " and --proof=off" : "") +
         " (add --proof=on, from Go 1.26 on, or use Go 1.27)";
}

// Its exit code is all there is here.
void
heed_go_status(Verdict& verdict, const SuiteResult& suite)
{
  const ExitStatus& status = suite.go_status;
  if (status.signal != 0) {
    verdict.outcome = Outcome::tests_failed;
    verdict.reason =
        ended_by(status.signal) +
        (suite.memory_ran_out
             ? ", as the memory ran out (give the job more, or run fewer packages at once: -p=1)"
             : " (not by leakgate: did somebody, or a limit of the job, end it?)");
  } else if (!status.ok() && verdict.outcome != Outcome::tests_failed) {
    verdict.outcome = Outcome::tests_failed;
    verdict.reason = "go test ended with exit code " + std::to_string(status.code);
  }
}

// What --verbose says of how the verdict comes about: the files it goes by, and each package.
void
tell_measuring(const Settings& settings, const Evidence& evidence, const Terminal& terminal)
{
  const std::string& config = settings.config_file;
  const std::optional<Baseline>& baseline = settings.policy.baseline;
  terminal.print(render_measuring(evidence.packages, terminal.style()) +
                 console::margin_row("files",
                                     "configuration " + (config.empty() ? "none" : config) +
                                         " · baseline " + (baseline ? baseline->file : "none"),
                                     terminal.style(), console::Shade::dim));
}

Verdict
judge_suite(const TestSession& session, const Settings& settings, SuiteResult& suite,
            const Terminal& terminal)
{
  Verdict verdict = judge(session, settings, suite, terminal);
  heed_go_status(verdict, suite);
  return verdict;
}

} // namespace leakgate
