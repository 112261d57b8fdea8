#include "gate/app/suite/handed_on.hpp"
#include "gate/app/suite/session.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/text.hpp"
#include "gate/capture/collect.hpp"
#include "gate/capture/source_roots.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace leakgate {

namespace {

using Words = std::vector<std::string>;

std::string
behind(const Words& words, std::string_view start)
{
  const auto found =
      std::ranges::find_if(words, [&](const std::string& word) { return word.starts_with(start); });
  return found == words.end() ? "" : found->substr(start.size());
}

// What the go command gives a test binary for one run alone, and what chooses other tests.
bool
is_for_one_run(const std::string& word)
{
  constexpr std::string_view k_flags[] = {
      "-test.run=",         "-test.count=",     "-test.v",           "-test.testlogfile=",
      "-test.coverprofile", "-test.cpuprofile", "-test.memprofile",  "-test.blockprofile",
      "-test.mutexprofile", "-test.outputdir",  "-test.gocoverdir",  "-test.trace",
      "-test.bench",        "-test.failfast",   "-test.paniconexit0"};
  return std::ranges::any_of(k_flags,
                             [&](std::string_view flag) { return word.starts_with(flag); });
}

// Runs the commands of a confirmation, which are made for `go test`, with the binary at hand.
class BinaryRunner
{
public:
  BinaryRunner(Words words, std::string package)
      : m_words(std::move(words)), m_package(std::move(package))
  {
  }

  Result<ExitStatus>
  operator()(const Command& command, const OutputSink& out, const OutputSink& err) const
  {
    if (command.argv.size() < 2 || command.argv[1] != "test") {
      return run_process(command, out, err);
    }
    Command again = command;
    again.argv = {command.argv.front(),
                  "tool",
                  "test2json",
                  "-p",
                  m_package,
                  m_words[1],
                  "-test.paniconexit0",
                  "-test.v=test2json",
                  "-test.run=" + behind(command.argv, "-run="),
                  "-test.count=" + behind(command.argv, "-count=")};
    std::copy_if(m_words.begin() + 2, m_words.end(), std::back_inserter(again.argv),
                 [](const std::string& word) { return !is_for_one_run(word); });
    return run_process(again, out, err);
  }

private:
  Words m_words;
  std::string m_package;
};

// The import path of the tests, which are in the current folder.
std::string
package_here(const TestSession& session)
{
  const auto said =
      capture_process({{session.plan.toolchain.goroot + "/bin/go", "list", "."}, "", {}});
  return said && said->status.ok() ? std::string(text::trim(said->out)) : "";
}

TestRun
run_of(const ExitStatus& status, const std::string& package, HandedOn& output)
{
  TestRun run = output.run(package, status.ok());
  for (PackageRun& each : run.packages) {
    each.end = status.ok() ? PackageEnd::passed : each.end;
  }
  return run;
}

} // namespace

ProcessRunner
binary_runner(std::vector<std::string> words, std::string package)
{
  return BinaryRunner(std::move(words), std::move(package));
}

Result<SuiteResult>
run_binary(const TestSession& session, const std::vector<std::string>& words)
{
  GoTestPlan plan = session.plan;
  plan.plain = true;
  Command command = go_test_command(plan, TestCache::use, {});
  command.argv.assign(words.begin() + 1, words.end());
  HandedOn output(session.identity.run);
  const auto status = run_process(
      command, [&](std::string_view piece) { output.take(piece); },
      [](std::string_view piece) { hand_on(stderr, piece); });
  if (!status) {
    return failure(status.error());
  }
  auto roots = find_source_roots(session.plan.toolchain, "");
  if (!roots) {
    return failure(roots.error());
  }
  SuiteResult suite{{}, *status};
  const auto done = packages_done(session.store, session.identity);
  const std::string package = done.empty() ? package_here(session) : done.front();
  suite.evidence.run = run_of(*status, package, output);
  add_recorded_tests(suite.evidence.run, session.store, session.identity);
  suite.evidence.packages = collect_evidence(suite.evidence.run, session.store, session.identity);
  suite.evidence.go_version = session.plan.toolchain.version;
  suite.evidence.roots = std::move(*roots);
  return suite;
}

} // namespace leakgate
