#include "gate/app/suite/session.hpp"

#include "gate/app/line/config_file.hpp"
#include "gate/app/suite/go_test_run.hpp"
#include "gate/app/suite/replaced.hpp"
#include "gate/base/environment.hpp"
#include "gate/base/process/memory_kills.hpp"
#include "gate/base/random.hpp"
#include "gate/base/text.hpp"
#include "gate/capture/confirm_pattern.hpp"
#include "gate/capture/overlay.hpp"
#include "gate/capture/source_roots.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <future>
#include <iterator>
#include <optional>

namespace leakgate {

namespace {

// Go trims its own build cache after five days without use.
constexpr std::chrono::hours k_snapshot_age{24 * 5};

tl::unexpected<Refusal>
refuse(std::string message, ExitCode code = ExitCode::usage)
{
  return tl::unexpected<Refusal>({std::move(message), code});
}

// --proof=on needs a Go that can; only 1.26 has to be built for it.
Result<bool>
needs_experiment(const Toolchain& toolchain, Proof proof)
{
  if (proof != Proof::on || toolchain.minor() >= 27) {
    return false;
  }
  if (toolchain.minor() != 26) {
    return failure(fmt::format("--proof=on: needs Go 1.26 or newer, got {} (leave it at auto)",
                               toolchain.version));
  }
  return true;
}

std::optional<std::filesystem::path>
user_overlay(const GoTestPlan& plan)
{
  const auto& overlay = plan.arguments.overlay ? plan.arguments.overlay : plan.inherited.overlay;
  return overlay ? std::optional<std::filesystem::path>(*overlay) : std::nullopt;
}

// What GOFLAGS switches on is on, as for the go command.
GoTestArguments
with_goflags(GoTestArguments arguments, const GoTestArguments& inherited)
{
  arguments.json = arguments.json || inherited.json;
  arguments.verbose = arguments.verbose || inherited.verbose;
  arguments.bench = arguments.bench || inherited.bench;
  arguments.count_given = arguments.count_given || inherited.count_given;
  return arguments;
}

// A profile that go test writes covers the packages of that one command, so a second
// command for some of them would leave a profile of those alone.
std::vector<std::string>
rerun_list(const GoTestArguments& arguments, std::vector<std::string> packages)
{
  const bool writes_profile =
      std::any_of(arguments.flags.begin(), arguments.flags.end(), [](const std::string& flag) {
        return flag.find("coverprofile") != std::string::npos;
      });
  return writes_profile ? std::vector<std::string>() : std::move(packages);
}

// What the probe said of its own failure is told with the package, whose note depends on it.
void
give_problems_to_packages(Evidence& evidence)
{
  std::erase_if(evidence.problems, [&](Problem& problem) {
    const auto found = std::ranges::lower_bound(evidence.packages, problem.where, {},
                                                &PackageEvidence::import_path);
    const bool of_package = found != evidence.packages.end() && found->import_path == problem.where;
    if (of_package) {
      found->problems.push_back(std::move(problem));
    }
    return of_package;
  });
}

Result<SuiteRun>
run_shown(const TestSession& session, const GoTestPlan& plan, const std::string& run,
          TestCache cache, const std::vector<std::string>& packages, const Terminal& terminal)
{
  auto suite = run_go_test(session.processes, go_test_command(plan, cache, packages), run,
                           progress_listener(plan.arguments, terminal),
                           [&](std::string_view piece) { terminal.pass_on_error(piece); });
  if (suite) {
    show_without_tests(suite->run, plan.arguments, terminal);
  }
  return suite;
}

// Where the probe itself has said why there is no snapshot, nothing else is said.
void
heed_probe(Evidence& evidence)
{
  for (PackageEvidence& package : evidence.packages) {
    const auto said = std::ranges::find_if(package.problems, [](const Problem& problem) {
      return problem.what.starts_with("the probe left no snapshot");
    });
    if (package.source == EvidenceSource::none && said != package.problems.end()) {
      package.problems = {Problem(*said)};
    }
  }
}

// A plugin that a test has built with the toolchain's own package testing does not fit a test
// binary with the probe in it: the test fails, and its message does not say why.
void
explain_plugins(Evidence& evidence)
{
  constexpr std::string_view k_refusal = "plugin was built with a different version of package ";
  for (const PackageRun& package : evidence.run.packages) {
    const bool refused = std::ranges::any_of(package.tests, [&](const TestCase& test) {
      const std::size_t at = test.output.find(k_refusal);
      const std::string_view name =
          at == std::string::npos ? ""
                                  : std::string_view(test.output).substr(at + k_refusal.size());
      return name.starts_with("testing") || name.starts_with("container/ring");
    });
    if (refused) {
      evidence.problems.push_back(
          {package.import_path,
           "a test opens a plugin that imports package testing, which leakgate replaces (leave the "
           "package out, or keep package testing out of the plugin)"});
    }
  }
}

// The folder that the user is in, in the spelling of the shell, which the go command uses.
std::string
working_folder()
{
  std::error_code error;
  const std::filesystem::path here = std::filesystem::current_path(error);
  const std::string spelled = environment_variable("PWD").value_or("");
  const bool same = std::filesystem::path(spelled).is_absolute() &&
                    std::filesystem::equivalent(spelled, here, error) && !error;
  return same ? spelled : here.string();
}

// Files are named from the module's root, or from where the user is: several modules have
// no root of their own, and with -C the user is elsewhere.
std::string
base_of(const SourceRoots& roots, const std::string& directory)
{
  return roots.modules.size() > 1 || !directory.empty() ? working_folder() : std::string();
}

// Runs the packages again whose cached result has no usable snapshot.
Result<void>
renew_lost(const TestSession& session, const TestOptions& options, const Terminal& terminal,
           SuiteResult& result)
{
  Evidence& evidence = result.evidence;
  const auto lost = packages_to_rerun(evidence.run, evidence.packages);
  if (lost.empty() || interrupt_requested()) {
    return {};
  }
  terminal.diagnose(fmt::format("{} whose cached result left no usable snapshot: running again",
                                text::counted(static_cast<long long>(lost.size()), "package")));
  session.store.start_epochs(lost);
  GoTestPlan renewed = session.plan;
  renewed.epochs = session.store.epochs();
  auto again = run_shown(session, renewed, session.identity.run, TestCache::use,
                         rerun_list(options.go, lost), terminal);
  if (!again) {
    return failure(again.error());
  }
  replace_packages(evidence.run, std::move(again->run));
  replace_problems(evidence.problems, std::move(again->problems), lost);
  confirm_ran(evidence.run, session.store, session.identity);
  evidence.packages = collect_evidence(evidence.run, session.store, session.identity);
  result.go_status = again->status.ok() ? result.go_status : again->status;
  return {};
}

void
note_memory(SuiteResult& result)
{
  if (result.memory_ran_out) {
    result.evidence.problems.push_back(
        {"memory",
         "the kernel ended a process of this job because the memory ran out (give the job "
         "more, or run fewer packages at once: -p=1)"});
  }
}

// Where the sources are, and from where their paths are told.
void
place_roots(Evidence& evidence, SourceRoots roots, const TestSession& session,
            const std::string& directory)
{
  evidence.roots = std::move(roots);
  evidence.roots.base = base_of(evidence.roots, directory);
  if (!evidence.roots.modules.empty()) {
    const auto git = find_upward(evidence.roots.modules.front().dir, ".git");
    evidence.roots.repository = git ? git->parent_path().generic_string() : "";
  }
  if (!session.plan.overlay.goroot.empty()) {
    evidence.roots.goroots.push_back(session.plan.overlay.goroot);
  }
}

} // namespace

tl::expected<TestSession, Refusal>
prepare_session(const TestOptions& options, const ProcessRunner& processes)
{
  auto toolchain = find_toolchain(options.go.directory, processes);
  if (!toolchain) {
    const NoToolchain& why = toolchain.error();
    return refuse(why.message, why.killed ? ExitCode::no_verdict : ExitCode::usage);
  }
  auto store = SnapshotStore::open(toolchain->build_cache);
  if (!store) {
    return refuse(store.error());
  }
  store->trim(k_snapshot_age);
  const auto experiment = needs_experiment(*toolchain, options.probe.proof);
  const auto goflags = split_goflags(toolchain->go_flags);
  const auto inherited = goflags ? parse_go_test_arguments(*goflags)
                                 : Result<GoTestArguments>(failure(goflags.error()));
  if (!experiment || !inherited) {
    return refuse(experiment ? inherited.error() : experiment.error());
  }
  const RunIdentity identity{random_hex(), options.probe.canonical()};
  GoTestPlan plan{*toolchain, {},         with_goflags(options.go, *inherited), *inherited, "",
                  "",         *experiment};
  plan.probe = options.probe.environment_value(store->folder().string(), identity.run);
  plan.cache_key = identity.options;
  plan.epochs = store->epochs();
  const auto cache = store->folder().parent_path();
  auto overlay = write_overlay(*toolchain, cache);
  if (!overlay) {
    return refuse(overlay.error(), ExitCode::no_verdict);
  }
  if (const auto theirs = user_overlay(plan)) {
    overlay = write_overlay(*toolchain, cache, theirs, options.go.directory);
    if (!overlay) {
      return refuse(overlay.error());
    }
  }
  plan.overlay = std::move(*overlay);
  return TestSession{std::move(plan), std::move(*store), identity, processes};
}

Result<SuiteResult>
run_suite(const TestSession& session, const TestOptions& options, const Terminal& terminal)
{
  auto roots = std::async(std::launch::async, find_source_roots, session.plan.toolchain,
                          options.go.directory, session.processes);
  const std::uint64_t kills = memory_kills();
  const TestCache cache = options.use_cache ? TestCache::use : TestCache::bypass;
  auto first = options.untouched ? run_untouched(session, cache)
                                 : run_shown(session, session.plan, session.identity.run, cache,
                                             options.go.packages, terminal);
  auto source_roots = roots.get();
  if (!first) {
    return failure(first.error());
  }
  SuiteResult result{{}, first->status, memory_kills() > kills};
  Evidence& evidence = result.evidence;
  evidence.run = std::move(first->run);
  if (evidence.run.packages.empty()) {
    return result; // nothing ran, and the go command has said why
  }
  if (!source_roots) {
    return failure(source_roots.error());
  }
  evidence.problems = std::move(first->problems);
  note_memory(result);
  confirm_ran(evidence.run, session.store, session.identity);
  evidence.packages = collect_evidence(evidence.run, session.store, session.identity);
  if (auto renewed = renew_lost(session, options, terminal, result); !renewed) {
    return failure(renewed.error());
  }
  result.go_status = options.untouched ? first->status : result.go_status;
  give_problems_to_packages(evidence);
  heed_probe(evidence);
  explain_plugins(evidence);
  evidence.go_version = session.plan.toolchain.version;
  if (stops_at_failure(session.plan)) {
    mark_stopped(evidence.run);
  }
  evidence.coverage = coverage_of(evidence.run, options.go, session.plan.inherited, *source_roots);
  place_roots(evidence, std::move(*source_roots), session, options.go.directory);
  return result;
}

} // namespace leakgate
