#include "gate/capture/confirm_command.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

using namespace leakgate;
using Words = std::vector<std::string>;

namespace {

GoTestPlan
plan_for(const Words& words)
{
  GoTestPlan plan;
  plan.toolchain.goroot = "/go";
  plan.overlay.file = "/c/overlay.json";
  plan.arguments = parse_go_test_arguments(words).value();
  plan.probe = "dir=/c";
  return plan;
}

std::optional<std::string>
goflags_of(const Command& command)
{
  const auto found =
      std::find_if(command.environment.begin(), command.environment.end(),
                   [](const Command::Variable& variable) { return variable.name == "GOFLAGS"; });
  return found == command.environment.end() ? std::nullopt : found->value;
}

} // namespace

TEST_CASE("confirm command: the tests by name and the packages stand in place of the user's")
{
  const GoTestPlan plan = plan_for(
      {"-race", "-run", "Sub", "-count=1", "-shuffle=on", "./...", "-args", "-port", "80"});
  const Command command = confirm_command(plan, {{"a/b", "a/c"}, {{"", {"TestA", "TestB"}}}, 3});
  CHECK(command.argv == Words{"/go/bin/go", "test", "-json", "-ldflags=-checklinkname=0", "-race",
                              "-shuffle=on", "-run=^(TestA|TestB)$", "-count=3", "-vet=off",
                              "-overlay=/c/overlay.json", "a/b", "a/c", "-args", "-port", "80"});
  CHECK(std::any_of(command.environment.begin(), command.environment.end(),
                    [](const Command::Variable& variable) {
                      return variable.value == "dir=/c\nhide=-test.v=test2json\n";
                    }));
  CHECK(goflags_of(command) == std::nullopt);
}

TEST_CASE("confirm command: a name is no pattern")
{
  const Command command =
      confirm_command(plan_for({}), {{"a"}, {{"", {"TestA.*|B", "Test_ä"}}}, 2});
  CHECK(std::count(command.argv.begin(), command.argv.end(), "-run=^(TestA\\.\\*\\|B|Test_ä)$") ==
        1);
}

TEST_CASE("confirm command: of each test the chosen subtests run")
{
  const Command command = confirm_command(plan_for({}), {{"a"}, {{"/x", {"TestA", "TestB"}}}, 2});
  CHECK(std::count(command.argv.begin(), command.argv.end(), "-run=^(TestA|TestB)$/x") == 1);
}

TEST_CASE("confirm command: GOFLAGS loses the same flags as the command line")
{
  GoTestPlan plan = plan_for({});
  plan.toolchain.go_flags = "-count=5 -tags=x";
  CHECK(goflags_of(confirm_command(plan, {{"a"}, {{"", {"TestA"}}}, 3})) == "-tags=x");
}

TEST_CASE("confirm flags: what chooses tests or rounds goes, with its value")
{
  CHECK(confirm_flags({"-run", "A", "--count=4", "-test.bench", ".", "-benchmem", "-benchtime=1s",
                       "-fuzz=F", "-fuzztime", "3s", "-failfast", "-tags", "x", "-skip=Slow",
                       "-short", "-timeout", "5m"}) ==
        Words{"-tags", "x", "-skip=Slow", "-short", "-timeout", "5m"});
}

TEST_CASE("confirm flags: what writes a file goes, -cover stays")
{
  CHECK(confirm_flags({"-coverprofile", "c.out", "-covermode=atomic", "-cpuprofile=p",
                       "-memprofile=m", "-blockprofile=b", "-mutexprofile=u", "-trace", "t", "-o",
                       "x.test", "-outputdir=d", "-artifacts", "-memprofilerate=1"}) ==
        Words{"-cover", "-covermode=atomic", "-memprofilerate=1"});
}

TEST_CASE("confirm flags: the value of a kept flag is never taken for a flag")
{
  CHECK(confirm_flags({"-skip", "-run", "-tags=y"}) == Words{"-skip", "-run", "-tags=y"});
}

TEST_CASE("confirm flags: flags behind the packages go too, behind -args those of the test binary")
{
  CHECK(confirm_flags({"-port", "80", "-run", "A", "-args", "-run", "B", "-test.run=C",
                       "-test.coverprofile=c", "-test.count", "9", "-z"}) ==
        Words{"-port", "80", "-args", "-run", "B", "-z"});
}

TEST_CASE("confirm goflags: words with spaces keep their quotes, and nothing left is a space")
{
  CHECK(confirm_goflags("'-ldflags=-X main.v=1 -s' -count=2 \"-gcflags=-d 'x'\"") ==
        "'-ldflags=-X main.v=1 -s' \"-gcflags=-d 'x'\"");
  CHECK(confirm_goflags("-coverprofile=c.out") == "-cover");
  CHECK(confirm_goflags("-run=A") == " ");
}
