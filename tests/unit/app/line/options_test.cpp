#include "gate/app/line/printed_pages.hpp"
#include "tests/unit/app/line/given.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;
using Words = std::vector<std::string>;

namespace {

std::string
error_of(const Words& words)
{
  const auto line = parse(words);
  return line ? "no error" : line.error();
}

} // namespace

TEST_CASE("command line: our options and go's may be mixed in any order")
{
  const auto line = parse({"test", "-run", "TestA", "--report", "json=r.json", "./...", "-race",
                           "--settle=500ms", "--no-cache"});
  REQUIRE(line);
  CHECK(line->options.reports == std::vector<ReportRequest>{{"json", "r.json"}});
  CHECK(line->options.probe.settle == std::chrono::milliseconds(500));
  CHECK_FALSE(line->options.use_cache);
  CHECK(line->options.go.flags == Words{"-run", "TestA", "-race"});
  CHECK(line->options.go.packages == Words{"./..."});
}

TEST_CASE("command line: behind -- everything is go's, also what looks like ours")
{
  const auto line = parse({"test", "./a", "--", "-run", "--report", "-v"});
  REQUIRE(line);
  CHECK(line->options.reports.empty());
  CHECK(line->options.go.flags == Words{"-run", "--report", "-v"});
  CHECK(line->options.go.verbose);
}

TEST_CASE("command line: a value of a go flag is never taken for an option")
{
  const auto line = parse({"test", "-run", "--no-cache"});
  REQUIRE(line);
  CHECK(line->options.use_cache);
}

TEST_CASE("command line: --report may be repeated")
{
  const auto line = parse({"test", "--report", "json=a=b.json", "--report=junit=j.xml"});
  REQUIRE(line);
  CHECK(line->options.reports ==
        std::vector<ReportRequest>{{"json", "a=b.json"}, {"junit", "j.xml"}});
}

TEST_CASE("command line: slips are told with what to do")
{
  CHECK(error_of({}) == "expected a command, got none (leakgate --help lists them)");
  CHECK(error_of({"--hlep"}) == "unknown command \"--hlep\", did you mean \"--help\"?");
  CHECK(error_of({"tets"}) == "unknown command \"tets\", did you mean \"test\"?");
  CHECK(error_of({"test", "--repotr=json=x"}) ==
        "--repotr=json=x: unknown option, did you mean \"--report\"? (leakgate test --help lists "
        "them; flags for the test binary go behind -args)");
  CHECK(error_of({"test", "--report", "junt=x"}) ==
        "--report: unknown report \"junt\" (did you mean \"junit\"?)");
  CHECK(error_of({"test", "--report", "junit"}) ==
        "--report: expected NAME=PATH, got \"junit\" (say where: junit=FILE)");
  CHECK(error_of({"test", "--report", "json=a.json,junit=b.xml"}) ==
        "--report: expected one report, got \"json=a.json,junit=b.xml\" (--report for each)");
  CHECK(error_of({"test", "--report", "github,junit=b.xml"}) ==
        "--report: expected one report, got \"github,junit=b.xml\" (--report for each)");
  CHECK(error_of({"test", "--settle", "soon"}) ==
        "--settle: expected a duration up to 1h, got \"soon\" (for example 500ms or 2s)");
  CHECK(error_of({"test", "--proof=maybe"}) == "--proof: expected auto, on or off, got \"maybe\"");
  CHECK(error_of({"test", "--ancestors=2"}) == "--ancestors: expected on or off, got \"2\"");
  CHECK(error_of({"explain"}) ==
        "explain: expected RESULT.json [FINGERPRINT] or a rule, got 0 words (write "
        "the result with --report json=PATH)");
}

TEST_CASE("command line: each command has help of its own, asked for in any way")
{
  for (const CommandRow* command : k_commands) {
    const std::string name(command->name);
    CAPTURE(name);
    CHECK(overview(k_commands).find("  leakgate " + name) != std::string::npos);
    CHECK(help_page(*command).find("usage:\n  leakgate " + name) == 0);
    for (const Words& words : {Words{"help", name}, Words{name, "x.json", "--help"},
                               Words{name, "x.json", "-help"}, Words{name, "x.json", "-h"}}) {
      CAPTURE(words.back());
      const auto line = parse(words);
      REQUIRE(line);
      CHECK(line->command == &k_help_command);
      const bool of_all = name == "help" && words.front() == name && words.back() != name;
      CHECK(line->operands == (of_all ? Words() : Words{name}));
    }
  }
  CHECK(parse({"--help"})->operands.empty());
  CHECK(error_of({"help", "tets"}) == "unknown command \"tets\", did you mean \"test\"?");
  CHECK(error_of({"help", "a", "b"}) == "help: expected one command, got \"a b\"");
}

TEST_CASE(
    "command line: behind a flag of go's that takes a value, or behind --, -h asks for nothing")
{
  CHECK(parse({"test", "-run", "-h"})->command == &k_test_command);
  CHECK(parse({"test", "--", "-h"})->command == &k_test_command);
}

TEST_CASE("command line: the last of several values counts, and an empty one is a value")
{
  const auto line = parse(
      {"test", "--settle=1s", "--settle", "3s", "--base=", "--quiet", "--baseline=", "./..."});
  REQUIRE(line);
  CHECK(line->options.probe.settle == std::chrono::seconds(3));
  CHECK(line->options.base.empty());
  CHECK(line->options.baseline.empty());
  CHECK(line->options.loudness == Loudness::quiet);
  CHECK(line->options.go.packages == Words{"./..."});
  CHECK(error_of({"test", "--settle="}) ==
        "--settle: expected a duration up to 1h, got \"\" (for example 500ms or 2s)");
}

TEST_CASE("command line: a switch may be written with its value")
{
  CHECK(parse({"test", "--no-cache=false"})->options.use_cache);
  CHECK_FALSE(parse({"test", "--no-cache=true"})->options.use_cache);
  CHECK(error_of({"report", "a.json", "--quiet=maybe"}) ==
        "--quiet: expected true or false, got \"maybe\"");
}

TEST_CASE("command line: a value that is missing is told in one way")
{
  CHECK(error_of({"test", "--base"}) == "test: expected RESULT.json behind --base, got nothing");
  CHECK(error_of({"report", "a.json", "--report"}) ==
        "report: expected NAME[=PATH] behind --report, got nothing");
  CHECK(error_of({"baseline", "a.json", "-o"}) == "baseline: expected FILE behind -o, got nothing");
}

TEST_CASE("command line: a file may be called as a command is, like a list, or begin with a dash")
{
  CHECK(parse({"report", "test", "[a,b].json", "--", "--quiet", "-o"})->operands ==
        Words{"test", "[a,b].json", "--quiet", "-o"});
  CHECK(given(*parse({"baseline", "x", "-o", "[a].json"}), "--output") == Words{"[a].json"});
  for (const Words& words : {Words{"-o", "b"}, Words{"-o=b"}, Words{"-ob"}, Words{"--output=b"}}) {
    Words all = {"baseline", "x"};
    all.insert(all.end(), words.begin(), words.end());
    CHECK(given(*parse(all), "--output") == Words{"b"});
  }
}

TEST_CASE("command line: completion is for the shells that are known")
{
  CHECK(parse({"completion", "bash"})->operands == Words{"bash"});
  CHECK(completion_script(k_commands, "bash").find("complete -F _leakgate leakgate") !=
        std::string::npos);
  CHECK(error_of({"completion"}) == "completion: expected bash, zsh or fish, got nothing (see "
                                    "leakgate completion --help)");
  CHECK(error_of({"completion", "tcsh"}) == "completion: expected bash, zsh or fish, got \"tcsh\" "
                                            "(see leakgate completion --help)");
}

TEST_CASE("command line: the list of rules takes no more words")
{
  CHECK(error_of({"explain", "rules", "chan-send"}) ==
        "explain rules: expected nothing more, got \"chan-send\" (it lists all rules; leakgate "
        "explain RULE explains one)");
  CHECK(parse({"explain", "rules"}));
}

TEST_CASE("command line: help of a command is that command's")
{
  const auto line = parse({"test", "--help"});
  REQUIRE(line);
  CHECK(line->command == &k_help_command);
  CHECK(line->operands == Words{"test"});
  CHECK(help_page(k_test_command).find("--settle") != std::string::npos);
}

TEST_CASE("command line: the policy's options are read and checked")
{
  const auto line = parse({"test", "--confirm=5", "--fail-on", "growing", "--baseline=b.json",
                           "--config", "off", "./..."});
  REQUIRE(line);
  CHECK(line->options.confirm_rounds == 5);
  CHECK(line->options.confirm_given);
  CHECK(line->options.fail_tier == Tier::growing);
  CHECK(line->options.baseline == "b.json");
  CHECK(line->options.config == "off");
  CHECK(parse({"test", "--confirm=off"})->options.confirm_rounds == 0);
  CHECK(error_of({"test", "--confirm=1"}) ==
        "--confirm: expected 2 to 20 rounds, or off, got \"1\"");
  CHECK(error_of({"test", "--confirm=3x"}) ==
        "--confirm: expected 2 to 20 rounds, or off, got \"3x\"");
  CHECK(error_of({"test", "--fail-on=leaking"}) ==
        "--fail-on: expected proven, growing, lingering, one-time or ends-by-itself, got "
        "\"leaking\"");
}

TEST_CASE("command line: what is not given is left to the configuration")
{
  const auto line = parse({"test"});
  REQUIRE(line);
  CHECK_FALSE(line->options.settle_given);
  CHECK_FALSE(line->options.confirm_given);
  CHECK_FALSE(line->options.fail_tier);
  CHECK(line->options.config.empty());
}

TEST_CASE("command line: baseline takes results, an output and --prune")
{
  const auto line = parse({"baseline", "a.json", "--prune", "-o", "b.json", "c.json"});
  REQUIRE(line);
  CHECK(line->command == &k_baseline_command);
  CHECK(line->operands == Words{"a.json", "c.json"});
  CHECK(given(*line, "--output") == Words{"b.json"});
  CHECK(given(*line, "--prune") == Words{"on"});
  CHECK(error_of({"baseline"}) == "baseline: expected RESULT.json, got nothing (write it with "
                                  "leakgate test --report json=PATH)");
  CHECK(error_of({"baseline", "--prun", "a.json"}) ==
        "baseline: unknown option \"--prun\" (did you mean \"--prune\"?)");
  CHECK(error_of({"baseline", "-x", "a.json"}) ==
        "baseline: unknown option \"-x\" (it knows --prune, --output)");
}

TEST_CASE("command line: init takes nothing")
{
  CHECK(parse({"init"})->command == &k_init_command);
  CHECK(error_of({"init", "x"}) ==
        "init: expected nothing more, got \"x\" (see leakgate init --help)");
}

TEST_CASE("command line: run takes a command behind --, and keeps what each go test is to be told")
{
  const auto line = parse({"run", "--settle=1s", "--no-cache", "--report", "json=x", "--quiet",
                           "--", "make", "-j2", "--", "test"});
  REQUIRE(line);
  CHECK(line->command == &k_run_command);
  CHECK(line->operands == std::vector<std::string>{"make", "-j2", "--", "test"});
  Words told;
  for (const GivenOption& each : line->given) {
    if (each.option->of_suite) {
      told.emplace_back(each.option->name);
    }
  }
  CHECK(told == Words{"--settle", "--no-cache"});
  CHECK(line->options.reports.size() == 1);
  CHECK(line->options.loudness == Loudness::quiet);
  CHECK(error_of({"run"}) == "run: expected a command behind --, got nothing (for example leakgate "
                             "run -- make test)");
  CHECK(error_of({"run", "make", "-j2"}).find("run: unknown option \"-j2\"") == 0);
}

TEST_CASE("command line: a webhook is told by the name of its chat")
{
  const auto line = parse({"test", "--report", "webhook=slack"});
  REQUIRE(line);
  CHECK(line->options.reports == std::vector<ReportRequest>{{"webhook", "slack"}});
  for (const char* text : {"webhook", "webhook=", "webhook=irc", "webhook=https://x"}) {
    CHECK(error_of({"test", "--report", text}).find("expected webhook=slack, teams,") !=
          std::string::npos);
  }
}

TEST_CASE("command line: the action of a workflow is the name of one")
{
  CHECK(given(*parse({"init", "--ci=o/leakgate@v1", "--force"}), "--ci") == Words{"o/leakgate@v1"});
  for (const char* text : {"leakgate", "o/leakgate", "o/l@v1\nrun: x", "o/l@v1 #"}) {
    CHECK(error_of({"init", "--ci", text}).find("--ci: expected OWNER/leakgate@TAG, got ") == 0);
  }
}

TEST_CASE(
    "command line: an option of ours with one dash is go's, and whoever meant ours can be told")
{
  for (const char* word : {"-settle", "-settle=1s"}) {
    const auto line = parse({"test", word, "./..."});
    REQUIRE(line);
    CHECK_FALSE(line->options.settle_given);
    CHECK(line->one_dash == "-settle: went to go test, as it has one dash (leakgate's own "
                            "option is --settle)");
  }
  for (const Words& words :
       {Words{"test", "-run", "A", "-v"}, Words{"test", "--settle=1s"},
        Words{"test", "./...", "-args", "-settle"}, Words{"test", "-golden", "./..."}}) {
    CHECK(parse(words)->one_dash.empty());
  }
}

TEST_CASE("command line: a word that a command has no use for is refused, of whatever command")
{
  for (const char* name : {"init", "doctor", "flags", "version", "--version"}) {
    CAPTURE(name);
    CHECK(error_of({name, "extra"}).find(": expected nothing more, got \"extra\" (") !=
          std::string::npos);
    CHECK(error_of({name, "--", "extra"}).find(": expected nothing more") != std::string::npos);
  }
  CHECK(error_of({"help", "--man", "test"}).find("help --man: expected nothing more, got ") == 0);
  CHECK(error_of({"completion", "bash", "zsh"}).find("completion: expected bash, zsh") == 0);
  CHECK(error_of({"explain", "a", "b", "c"}).find("explain: expected ") == 0);
}
