#include "gate/app/suite/go_test_run.hpp"

#include "reporters/console/report.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace leakgate {

namespace {

ShownTests
shown_tests(const GoTestArguments& arguments)
{
  if (arguments.verbose) {
    return ShownTests::all;
  }
  return arguments.bench ? ShownTests::benchmarks : ShownTests::failed;
}

// A test binary whose standard output is closed gets no final event; the exit code of
// the go command says that it passed all the same.
void
trust_exit_status(TestRun& run, const ExitStatus& status)
{
  for (PackageRun& package : run.packages) {
    if (status.ok() && package.end == PackageEnd::unfinished) {
      package.end = PackageEnd::passed;
    }
  }
}

// The go command fails for a process that died while the gate waited. Where nothing else
// failed it would have passed without the gate.
void
forgive_late_ends(SuiteRun& suite)
{
  const auto& packages = suite.run.packages;
  const bool late = std::any_of(packages.begin(), packages.end(), [](const PackageRun& package) {
    return !package.late_status.empty();
  });
  const bool failed = std::any_of(packages.begin(), packages.end(), [](const PackageRun& package) {
    return go_test_failed(package.end);
  });
  if (late && !failed && suite.status.signal == 0 && !suite.status.timed_out) {
    suite.status = {};
  }
}

// What a package printed and how it ended. What only -v shows of one that passed can be
// folded below its line.
void
show_package(const PackageRun& package, ShownTests shown, const Terminal& terminal)
{
  ConsoleStyle style = terminal.style();
  if (quit_requested()) {
    style.loudness = Loudness::verbose; // where all goroutines are is what was asked for
  }
  const bool quiet = style.loudness == Loudness::quiet;
  const bool good = !go_test_failed(package.end);
  const bool all = shown == ShownTests::all;
  const std::string tests = render_tests(package, quiet && all ? ShownTests::failed : shown, style);
  const std::string line = render_progress(package, style);
  if (all && good && !tests.empty() &&
      terminal.print_folded(std::string_view(line).substr(0, line.size() - 1), tests)) {
    return;
  }
  terminal.print(tests);
  const bool counted = is_without_tests(package) && style.loudness != Loudness::verbose;
  terminal.print((quiet && good) || counted ? "" : line);
}

} // namespace

Result<SuiteRun>
run_go_test(const ProcessRunner& processes, const Command& command, const std::string& run,
            TestEventReader::Listener listener, const OutputSink& on_stderr,
            const OutputSink& on_stdout)
{
  bool died = false;
  listener.on_package = [&died, shown = std::move(listener.on_package)](const PackageRun& package) {
    died = died || package.end == PackageEnd::crashed || package.end == PackageEnd::timed_out;
    if (shown) {
      shown(package);
    }
  };
  TestEventReader reader(std::move(listener), run);
  Command watched = command;
  // What a test process has started outlives it when it dies: nobody else will end it.
  watched.ends_leftovers = [&died] { return died; };
  const auto status = processes(
      watched,
      [&](std::string_view piece) {
        reader.feed(piece);
        if (on_stdout) {
          on_stdout(piece);
        }
      },
      on_stderr);
  if (!status) {
    return failure(status.error());
  }
  SuiteRun result{*status, reader.finish(), reader.problems()};
  forgive_late_ends(result);
  trust_exit_status(result.run, result.status);
  return result;
}

TestRun
read_events(std::string_view events, const std::string& run)
{
  TestEventReader reader({}, run);
  reader.feed(events);
  return reader.finish();
}

void
show_without_tests(const TestRun& run, const GoTestArguments& arguments, const Terminal& terminal)
{
  const ConsoleStyle style = terminal.style();
  if (!arguments.json && style.loudness == Loudness::normal) {
    terminal.print(render_without_tests(run, style));
  }
}

TestEventReader::Listener
progress_listener(const GoTestArguments& arguments, const Terminal& terminal)
{
  TestEventReader::Listener listener;
  if (arguments.json) {
    listener.on_raw = [&terminal](std::string_view line) {
      terminal.pass_on(std::string(line) + "\n");
    };
    return listener;
  }
  listener.on_package = [&terminal, shown = shown_tests(arguments)](const PackageRun& package) {
    show_package(package, shown, terminal);
  };
  listener.on_other = [&terminal](std::string_view line) {
    terminal.pass_on_error(std::string(line) + "\n");
  };
  return listener;
}

} // namespace leakgate
