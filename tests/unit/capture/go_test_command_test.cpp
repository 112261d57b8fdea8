#include "gate/capture/go_test_command.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

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

const Command::Variable*
find(const Command& command, const std::string& name)
{
  const auto found =
      std::find_if(command.environment.begin(), command.environment.end(),
                   [&](const Command::Variable& variable) { return variable.name == name; });
  return found == command.environment.end() ? nullptr : &*found;
}

} // namespace

TEST_CASE("go test command: the user's flags and packages stay in order, ours stand around them")
{
  const Command command =
      go_test_command(plan_for({"-run", "X", "./...", "-args", "-z"}), TestCache::use, {});
  CHECK(command.argv == Words{"/go/bin/go", "test", "-json", "-ldflags=-checklinkname=0", "-run",
                              "X", "-overlay=/c/overlay.json", "./...", "-args", "-z"});
  CHECK(find(command, "LEAKGATE_PROBE")->value == "dir=/c\nhide=-test.v=test2json\n");
  CHECK(find(command, "GOROOT") == nullptr);
}

TEST_CASE("go test command: bypassing the cache adds -count=1 unless the user has a -count")
{
  const auto has_count_one = [](const Command& command) {
    return std::count(command.argv.begin(), command.argv.end(), "-count=1") == 1;
  };
  CHECK(has_count_one(go_test_command(plan_for({"./..."}), TestCache::bypass, {})));
  CHECK_FALSE(has_count_one(go_test_command(plan_for({"-count=3"}), TestCache::bypass, {})));
  CHECK_FALSE(has_count_one(go_test_command(plan_for({"./..."}), TestCache::use, {})));
}

TEST_CASE("go test command: given packages replace the user's patterns")
{
  const Command command = go_test_command(plan_for({"./..."}), TestCache::use, {"a/b", "a/c"});
  CHECK(Words(command.argv.end() - 2, command.argv.end()) == Words{"a/b", "a/c"});
}

TEST_CASE("go test command: a toolchain inside the module cache is reached through its symlink")
{
  GoTestPlan plan = plan_for({"./..."});
  plan.overlay.goroot = "/c/goroot/go1.27.1";
  const Command command = go_test_command(plan, TestCache::use, {});
  CHECK(find(command, "GOROOT")->value == "/c/goroot/go1.27.1");
  CHECK(find(command, "GOTOOLCHAIN")->value == "local");
}

TEST_CASE("go test command: the probe is told how to put back what the tests would see of the gate")
{
  GoTestPlan plan = plan_for({"./..."});
  plan.toolchain.goroot = "/mod/go1.27.1";
  plan.overlay.goroot = "/c/goroot/go1.27.1";
  ::setenv("GOTOOLCHAIN", "go1.27.1", 1);
  CHECK(find(go_test_command(plan, TestCache::use, {}), "LEAKGATE_PROBE")->value ==
        "dir=/c\nset=GOROOT=/mod/go1.27.1\nset=GOTOOLCHAIN=go1.27.1\n"
        "path=/c/goroot/go1.27.1/bin=/mod/go1.27.1/bin\nhide=-test.v=test2json\n");
  ::unsetenv("GOTOOLCHAIN");
  plan.arguments.json = true;
  CHECK(find(go_test_command(plan, TestCache::use, {}), "LEAKGATE_PROBE")->value ==
        "dir=/c\nset=GOROOT=/mod/go1.27.1\nunset=GOTOOLCHAIN\n"
        "path=/c/goroot/go1.27.1/bin=/mod/go1.27.1/bin\n");
}

TEST_CASE("go test command: the proof's experiment joins those of the user")
{
  GoTestPlan plan = plan_for({"./..."});
  plan.proof_experiment = true;
  CHECK(find(go_test_command(plan, TestCache::use, {}), "GOEXPERIMENT")->value ==
        "goroutineleakprofile");
  plan.toolchain.experiment = "synctest";
  CHECK(find(go_test_command(plan, TestCache::use, {}), "GOEXPERIMENT")->value ==
        "synctest,goroutineleakprofile");
}

TEST_CASE("ldflags: each of the user's values keeps its pattern and gains our flag")
{
  CHECK(merged_ldflags({"-s"}, {"-X main.v=1", "all=-w"}) ==
        Words{"-ldflags=-checklinkname=0", "-ldflags=-s -checklinkname=0",
              "-ldflags=-X main.v=1 -checklinkname=0", "-ldflags=all=-w -checklinkname=0"});
}
