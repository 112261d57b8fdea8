#include "gate/app/confirm/confirmation.hpp"
#include "gate/base/file.hpp"
#include "gate/base/text.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <thread>

using namespace leakgate;
using Names = std::set<std::string>;

namespace {

enum class Does { pass, fail, skip, panic, hang, exit };

// Stands in for `go test -json`: runs the tests that -run names as the script says, -count times
// or until one of them ends the process. It leaves no snapshots.
class FakeGo
{
public:
  explicit FakeGo(std::map<std::string, std::map<std::string, Does>> packages)
      : m_packages(std::move(packages))
  {
  }

  Result<ExitStatus>
  operator()(const Command& command, const OutputSink& out, const OutputSink&)
  {
    Names tests;
    int rounds = 1;
    for (const std::string& word : command.argv) {
      if (word.starts_with("-run=")) {
        patterns.push_back(word.substr(5));
        for (std::size_t at = word.find("^("); at != std::string::npos; at = word.find("^(", at)) {
          const std::string names = word.substr(at + 2, word.find(")$", at) - at - 2);
          for (const std::string_view name : text::split(names, '|')) {
            tests.emplace(name);
          }
          at += names.size();
        }
      } else if (word.starts_with("-count=")) {
        rounds = std::stoi(word.substr(7));
      }
    }
    (rounds > 1 ? commands : lone).push_back(tests);
    ExitStatus status;
    for (const auto& [import_path, script] : m_packages) {
      if (std::ranges::find(command.argv, import_path) != command.argv.end()) {
        run_package(import_path, script, tests, rounds, out, status);
      }
    }
    return status;
  }

  std::vector<Names> commands;       ///< the tests that each one chose, of those with rounds
  std::vector<Names> lone;           ///< of those that run a process of their own once
  std::vector<std::string> patterns; ///< the values of -run

private:
  static void
  say(const OutputSink& out, std::string_view action, const std::string& package,
      std::string_view test)
  {
    out(fmt::format("{{\"Action\":\"{}\",\"Package\":\"{}\"{}}}\n", action, package,
                    test.empty() ? "" : fmt::format(",\"Test\":\"{}\"", test)));
  }

  static void
  run_package(const std::string& package, const std::map<std::string, Does>& script,
              const Names& tests, int rounds, const OutputSink& out, ExitStatus& status)
  {
    say(out, "start", package, "");
    for (int round = 0; round < rounds; ++round) {
      for (const auto& [test, does] : script) {
        if (!tests.contains(test)) {
          continue;
        }
        say(out, "run", package, test);
        const bool ends = does == Does::panic || does == Does::exit || does == Does::hang;
        if (ends && round == 1) { // the first round went well
          status.code = does == Does::hang ? 130 : 1;
          status.timed_out = does == Does::hang;
          if (does == Does::panic) {
            say(out, "fail", package, test);
          }
          if (does != Does::hang) {
            say(out, "fail", package, "");
          }
          return;
        }
        say(out, does == Does::fail ? "fail" : does == Does::skip ? "skip" : "pass", package, test);
        status.code = does == Does::fail ? 1 : status.code;
      }
    }
    say(out, status.ok() ? "pass" : "fail", package, "");
  }

  std::map<std::string, std::map<std::string, Does>> m_packages;
};

struct Confirmed
{
  Confirmation confirmation;
  std::vector<Names> commands;
  std::vector<Names> lone;
  std::vector<std::string> patterns;
};

Confirmed
confirm(const std::map<std::string, std::map<std::string, Does>>& packages,
        std::chrono::milliseconds budget = std::chrono::seconds(60),
        const std::vector<std::string>& flags = {}, const std::map<std::string, int>& seconds = {})
{
  const TempFolder folder = TempFolder::make("leakgate-confirm").value();
  FakeGo go(packages);
  TestSession session{
      {}, SnapshotStore::open(folder.path()).value(), {"run", "options"}, std::ref(go)};
  session.plan.arguments.flags = flags;
  TestOptions options;
  options.confirm_budget = budget;
  options.loudness = Loudness::quiet;
  ConfirmPlan plan;
  TestRun first;
  for (const auto& [import_path, script] : packages) {
    PackageRun& run = first.packages.emplace_back();
    run.import_path = import_path;
    run.end = PackageEnd::passed;
    for (const auto& [test, does] : script) {
      plan.packages[import_path].insert(test);
      const auto took = seconds.find(test);
      run.tests.push_back({test, TestOutcome::pass,
                           std::chrono::seconds(took == seconds.end() ? 0 : took->second), ""});
    }
  }
  const Terminal terminal(stdout, stderr, Loudness::quiet);
  Confirmed out;
  out.confirmation = confirm_leaks(session, options, plan, first, {}, terminal);
  out.commands = go.commands;
  out.patterns = go.patterns;
  out.lone = go.lone;
  return out;
}

TestOutcome
outcome_of(const Confirmed& confirmed, const std::string& test)
{
  for (const PackageRun& package : confirmed.confirmation.run.packages) {
    for (const TestCase& each : package.tests) {
      if (each.name == test) {
        return each.outcome;
      }
    }
  }
  return TestOutcome::none;
}

} // namespace

TEST_CASE("confirmation: all leaking tests of a package run together, once")
{
  const Confirmed done = confirm({{"m/a", {{"TestA", Does::pass}, {"TestB", Does::pass}}}});
  CHECK(done.commands == std::vector<Names>{{"TestA", "TestB"}});
  CHECK(done.confirmation.note.empty());
  CHECK(done.confirmation.rounds == 3);
}

TEST_CASE(
    "confirmation: a test that fails alone, or is skipped, does not keep the others from running")
{
  const Confirmed done =
      confirm({{"m/a", {{"TestA", Does::fail}, {"TestB", Does::skip}, {"TestC", Does::pass}}}});
  CHECK(outcome_of(done, "TestA") == TestOutcome::fail);
  CHECK(outcome_of(done, "TestB") == TestOutcome::skip);
  CHECK(outcome_of(done, "TestC") == TestOutcome::pass);
}

TEST_CASE("confirmation: what a test spoils that panics in the second round runs again without it")
{
  const Confirmed done =
      confirm({{"m/a", {{"TestA", Does::pass}, {"TestB", Does::panic}, {"TestC", Does::pass}}}});
  CHECK(done.commands == std::vector<Names>{{"TestA", "TestB", "TestC"}, {"TestA", "TestC"}});
  // It cannot run twice in one process, so it runs in some of its own.
  CHECK(std::ranges::find(done.lone, Names{"TestB"}) != done.lone.end());
  CHECK(outcome_of(done, "TestB") == TestOutcome::fail);
  CHECK(outcome_of(done, "TestC") == TestOutcome::pass);
}

TEST_CASE("confirmation: so it is with one that ends the process without a word")
{
  const Confirmed done = confirm({{"m/a", {{"TestA", Does::pass}, {"TestB", Does::exit}}}});
  CHECK(done.commands == std::vector<Names>{{"TestA", "TestB"}, {"TestA"}});
}

TEST_CASE(
    "confirmation: a test that never ends is named with the time it had; the others have theirs")
{
  const Confirmed done = confirm({{"m/a", {{"TestA", Does::pass}, {"TestB", Does::hang}}}});
  CHECK(done.commands == std::vector<Names>{{"TestA", "TestB"}, {"TestA"}});
  REQUIRE(done.confirmation.hung.size() == 1);
  CHECK(done.confirmation.hung[0].test == "TestB");
  CHECK(done.confirmation.hung[0].after_ms > 0);
  CHECK(done.confirmation.hung[0].after_ms <= 40'000); // two thirds of the budget
}

TEST_CASE("confirmation: without a budget nothing runs, and that is said")
{
  const Confirmed done = confirm({{"m/a", {{"TestA", Does::pass}}}}, std::chrono::milliseconds(0));
  CHECK(done.commands.empty());
  CHECK(done.confirmation.note == "the budget of 0s was used up");
}

TEST_CASE("confirmation: a test that is too slow for its rounds leaves the time to the others")
{
  const std::map<std::string, std::map<std::string, Does>> packages = {
      {"m/a", {{"TestA", Does::pass}, {"TestSlow", Does::pass}}}};
  const Confirmed done = confirm(packages, std::chrono::seconds(60), {}, {{"TestSlow", 20}});
  CHECK(done.commands == std::vector<Names>{{"TestA"}});
  CHECK(done.confirmation.note.empty());
  CHECK(done.confirmation.slow ==
        std::set<std::pair<std::string, std::string>>{{"m/a", "TestSlow"}});
  CHECK(done.confirmation.budget == std::chrono::seconds(60));
  // Alone it has all of the time, and may be quicker than beside others.
  CHECK(confirm({{"m/a", {{"TestSlow", Does::pass}}}}, std::chrono::seconds(60), {},
                {{"TestSlow", 20}})
            .commands == std::vector<Names>{{"TestSlow"}});
}

TEST_CASE("confirmation: where the time is short the quick tests come first, together")
{
  const std::map<std::string, std::map<std::string, Does>> packages = {
      {"m/a", {{"TestA", Does::pass}, {"TestB", Does::pass}, {"TestC", Does::pass}}},
      {"m/b", {{"TestD", Does::pass}}}};
  const Confirmed done = confirm(packages, std::chrono::seconds(60), {},
                                 {{"TestA", 9}, {"TestB", 1}, {"TestC", 5}, {"TestD", 2}});
  // Two thirds of a minute hold three rounds of 8 s. What takes 9 s more has what is left then.
  REQUIRE(done.commands.size() == 2);
  CHECK(done.commands[0] == Names{"TestB", "TestC", "TestD"});
  CHECK(done.commands[1] == Names{"TestA"});
  CHECK(done.confirmation.note.empty());
}

TEST_CASE("confirmation: after a few attempts it is left at that")
{
  std::map<std::string, Does> all;
  for (char c = 'A'; c <= 'I'; ++c) {
    all[std::string("Test") + c] = Does::panic;
  }
  CHECK(confirm({{"m/a", all}}).commands.size() == 5);
}

TEST_CASE("confirmation: packages share a command only where its -run chooses no other's test")
{
  const std::map<std::string, Does> one = {{"TestA", Does::pass}};
  CHECK(confirm({{"m/a", one}, {"m/b", {{"TestB", Does::pass}}}}).commands.size() == 1);
}

TEST_CASE("confirmation: where -run chooses subtests of several tests each runs with its own")
{
  const Confirmed done =
      confirm({{"m/a", {{"TestA", Does::pass}, {"TestB", Does::pass}, {"TestC", Does::pass}}}},
              std::chrono::seconds(60), {"-run=TestA/x|Test[BC]/y"});
  CHECK(done.commands == std::vector<Names>{{"TestA", "TestB", "TestC"}});
  CHECK(done.patterns.at(0) == "^(TestA)$/x|^(TestB|TestC)$/y");
}

TEST_CASE("confirmation: a go command that cannot be started is said, and ends nothing")
{
  const TempFolder folder = TempFolder::make("leakgate-confirm").value();
  const TestSession session{
      {},
      SnapshotStore::open(folder.path()).value(),
      {"run", "options"},
      [](const Command&, const OutputSink&, const OutputSink&) -> Result<ExitStatus> {
        return failure("go: cannot be started, got \"No such file\"");
      }};
  TestOptions options;
  options.loudness = Loudness::quiet;
  const ConfirmPlan plan{{{"m/a", {"TestA"}}}, {}};
  const Terminal terminal(stdout, stderr, Loudness::quiet);
  const Confirmation confirmation = confirm_leaks(session, options, plan, {}, {}, terminal);
  CHECK(confirmation.note == "go: cannot be started, got \"No such file\"");
}
