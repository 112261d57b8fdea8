#include "tests/e2e/gate_run.hpp"

#include <doctest/doctest.h>

#include <regex>

namespace leakgate::e2e {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* k_leaky = R"(package leaky

import (
	"fmt"
	"testing"
)

func TestLeaks(t *testing.T) {
	fmt.Println("printed by a test")
	go func() { select {} }()
}

func TestSkipped(t *testing.T) { t.Skip("not today") }
)";

constexpr const char* k_clean = R"(package clean

import "testing"

func TestClean(t *testing.T) { t.Log("a word") }
)";

// Fails the first time it runs; leaks only then, too.
constexpr const char* k_flaky = R"(package flaky

import (
	"os"
	"testing"
)

func TestFlaky(t *testing.T) {
	if _, err := os.Stat(os.Getenv("FLAKY")); err == nil {
		return
	}
	os.WriteFile(os.Getenv("FLAKY"), nil, 0o666)
	go func() { select {} }()
	t.Error("the first time")
}
)";

// Modules with one package each, and a program that tests them.
struct Project
{
  Scratch scratch{"project"};

  void
  module(const std::string& name, const std::string& test)
  {
    write_text(scratch.path() / name / "go.mod", "module example.com/" + name + "\n\ngo 1.24\n");
    write_text(scratch.path() / name / (name + "_test.go"), test);
  }

  [[nodiscard]] Start
  start(const std::vector<std::string>& argv) const
  {
    Start start;
    start.argv = argv;
    start.directory = scratch.path();
    start.environment = base_environment();
    start.environment["FLAKY"] = (scratch.path() / "flaky.ran").string();
    return start;
  }

  // Puts the program of a Go package into bin; where that cannot be had the case is skipped.
  [[nodiscard]] bool
  has(const std::string& package) const
  {
    Start install = start({"go", "install", package});
    install.environment["GOBIN"] = (scratch.path() / "bin").string();
    const bool there = run(install).code == 0;
    if (!there) {
      MESSAGE("skipped: needs the module proxy");
    }
    return there;
  }

  // The result stands in result.json of the project.
  [[nodiscard]] GateRun
  gate(const std::vector<std::string>& command, const std::vector<std::string>& own = {}) const
  {
    const fs::path result = scratch.path() / "result.json";
    fs::remove(result);
    std::vector<std::string> argv = {options().leakgate,        "run",           "--report",
                                     "json=" + result.string(), "--confirm=off", "--settle=300ms"};
    argv.insert(argv.end(), own.begin(), own.end());
    argv.emplace_back("--");
    argv.insert(argv.end(), command.begin(), command.end());
    GateRun gate;
    gate.ended = run(start(argv));
    gate.result = fs::exists(result) ? json::parse(slurp(result)) : json();
    return gate;
  }
};

std::vector<std::string>
reported(const json& result)
{
  std::vector<std::string> places;
  for (const json& finding : result.value("findings", json::array())) {
    if (finding.value("disposition", "") == "reported") {
      places.push_back(finding["started"].value("file", ""));
    }
  }
  return places;
}

// Times are never the same twice.
std::string
without_times(const std::string& text)
{
  return std::regex_replace(text, std::regex("[0-9]+\\.[0-9]+s"), "?s");
}

using Places = std::vector<std::string>;

} // namespace

TEST_CASE("run: make tests two modules at once, and there is one verdict over both")
{
  Project project;
  project.module("leaky", k_leaky);
  project.module("clean", k_clean);
  write_text(project.scratch.path() / "Makefile",
             "test: leaky clean\nleaky clean:\n\tcd $@ && go test ./...\n.PHONY: leaky clean\n");
  for (int repeat = 0; repeat < 3; ++repeat) { // run; run for the event stream; replayed
    const GateRun gate = project.gate({"make", "-j2", "test"});
    INFO(shown(gate.ended));
    CHECK(gate.ended.code == 1);
    CHECK(reported(gate.result) == Places{"leaky/leaky_test.go"});
    CHECK(gate.result["packages"].size() == 2);
  }
}

TEST_CASE("run: what the command prints, and how it ends, stays as it is")
{
  Project project;
  project.module("leaky", k_leaky);
  project.module("clean", k_clean);
  project.module("flaky", k_flaky);
  const std::vector<std::vector<std::string>> commands = {
      {"sh", "-c", "cd leaky && go test -count=1 ./..."},
      {"sh", "-c", "cd leaky && go test -count=1 -v ./..."},
      {"sh", "-c", "cd leaky && go test -count=1"},
      {"sh", "-c", "cd clean && go test -count=1 -v && go vet ./... && go list ./..."},
      {"sh", "-c", "rm -f flaky.ran; cd flaky && go test -count=1 ./..."},
      {"sh", "-c", "cd clean && go test ./nothing"},
  };
  for (const auto& command : commands) {
    const Ended plain = run(project.start(command));
    const GateRun gate = project.gate(command);
    INFO(command.back(), "\n", shown(gate.ended));
    const std::string before = without_times(plain.out);
    CHECK(without_times(gate.ended.out).substr(0, before.size()) == before);
    CHECK(gate.ended.err.substr(0, plain.err.size()) == plain.err);
    CHECK(gate.ended.out.find('\x01') == std::string::npos);
    CHECK((gate.ended.code == 4) == (plain.code != 0));
  }
}

TEST_CASE("run: a rerun turns no leak green, but a test that then passes has passed")
{
  Project project;
  project.module("flaky", k_flaky);
  const GateRun gate = project.gate({"sh", "-c",
                                     "cd flaky && { go test ./... || go test -count=1 -run "
                                     "'^TestFlaky$' ./...; }"});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 1);
  CHECK(reported(gate.result) == Places{"flaky/flaky_test.go"});
  CHECK(gate.result["run"]["packages"][0]["end"] == "passed");
}

TEST_CASE("run: where no test failed, go test is not what failed")
{
  Project project;
  project.module("clean", k_clean);
  const GateRun gate = project.gate({"sh", "-c", "cd clean && go test ./... && exit 7"});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 4);
  CHECK(gate.ended.out.find("leakgate: FAIL  the command failed · sh -c cd clean && go test ./... "
                            "&& exit 7") != std::string::npos);
  CHECK(gate.ended.out.find("go test failed") == std::string::npos);
}

TEST_CASE("run: a call that ran no test of a package adds nothing to it")
{
  Project project;
  project.module("clean", k_clean);
  const GateRun gate =
      project.gate({"sh", "-c", "cd clean && go test -run Nothing ./... && go test ./..."});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 0);
  CHECK(gate.ended.out.find("leakgate: ok  no leaks · 1 package · 1 test") != std::string::npos);
  CHECK(gate.result["packages"].size() == 1);
}

TEST_CASE("run: the tests of a module are known without -v")
{
  Project project;
  project.module("leaky", k_leaky);
  const GateRun gate = project.gate({"sh", "-c", "cd leaky && go test -count=1 ./..."});
  INFO(shown(gate.ended));
  const json& tests = gate.result["run"]["packages"][0]["tests"];
  REQUIRE(tests.size() == 2);
  CHECK(tests[0]["name"] == "TestLeaks");
  CHECK(tests[0]["outcome"] == "pass");
  CHECK(tests[1]["outcome"] == "skip");
  CHECK(gate.result["findings"][0]["test"] == "TestLeaks");
}

TEST_CASE("run: leaking tests are run again in the folder of their call")
{
  Project project;
  project.module("leaky", k_leaky);
  const GateRun gate = project.gate({"sh", "-c", "cd leaky && go test ./..."}, {"--confirm=2"});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 1);
  CHECK(gate.result["findings"][0]["tier"] == "growing");
  // What was kept of that confirmation is not taken for that of another test of this name.
  write_text(project.scratch.path() / "leaky/leaky_test.go",
             "package leaky\n\nimport (\n\t\"sync\"\n\t\"testing\"\n)\n\nvar once sync.Once\n\n"
             "func TestLeaks(t *testing.T) { once.Do(func() { go func() { select {} }() }) }\n");
  const GateRun singleton =
      project.gate({"sh", "-c", "cd leaky && go test ./..."}, {"--confirm=2"});
  INFO(shown(singleton.ended));
  CHECK(singleton.ended.code == 0);
  CHECK(singleton.result["findings"][0]["tier"] == "one-time");
}

TEST_CASE("run: what cannot be seen is never a pass")
{
  Project project;
  project.module("clean", k_clean);
  const GateRun nothing = project.gate({"true"});
  INFO(shown(nothing.ended));
  CHECK(nothing.ended.code == 3);
  CHECK(nothing.ended.err.find("it never called `go test`") != std::string::npos);
  const Ended which = run(project.start({"sh", "-c", "command -v go"}));
  const std::string go = which.out.substr(0, which.out.find('\n'));
  const GateRun absolute = project.gate({"sh", "-c", "cd clean && " + go + " test ./..."});
  CHECK(absolute.ended.code == 3);
  CHECK(absolute.ended.err.find("absolute path") != std::string::npos);
  const GateRun compiled = project.gate({"sh", "-c", "cd clean && go test -c && ./clean.test"});
  INFO(shown(compiled.ended));
  CHECK(compiled.ended.code == 3);
  CHECK(compiled.ended.err.find("it only compiles") != std::string::npos);
  // A call that could not be gated, beside one that was.
  const GateRun partly = project.gate(
      {"sh", "-c", "cd clean && go test ./... && go test -coverpkg=testing ./... >/dev/null"});
  INFO(shown(partly.ended));
  CHECK(partly.ended.code == 3);
  CHECK(shown(partly.ended).find("-coverpkg") != std::string::npos);
}

TEST_CASE("run: a go that another folder is named to, or that lost its environment, is gated")
{
  Project project;
  project.module("leaky", k_leaky);
  project.module("clean", k_clean);
  for (const char* command :
       {"go -C leaky test && cd clean && go test", "go -C=leaky test ./... && cd clean && go test",
        "cd clean && go test && cd ../leaky && env -u LEAKGATE_RUN go test",
        "cd clean && go test && cd ../leaky && env -i PATH=\"$PATH\" HOME=\"$HOME\" "
        "GOCACHE=\"$GOCACHE\" GOPATH=\"$GOPATH\" go test"}) {
    CAPTURE(command);
    const GateRun gate = project.gate({"sh", "-c", command});
    INFO(shown(gate.ended));
    CHECK(gate.ended.code == 1);
    CHECK(reported(gate.result) == Places{"leaky/leaky_test.go"});
    CHECK(gate.result["packages"].size() == 2);
  }
}

TEST_CASE("run: a program that go run starts finds the same go")
{
  Project project;
  project.module("leaky", k_leaky);
  write_text(project.scratch.path() / "leaky/build/main.go", R"(package main

import (
	"os"
	"os/exec"
)

func main() {
	c := exec.Command("go", "test", "./...")
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	if c.Run() != nil {
		os.Exit(1)
	}
}
)");
  const GateRun gate = project.gate({"sh", "-c", "cd leaky && go run ./build"});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 1);
}

TEST_CASE("run: the options of the run hold for each call, and usage errors run nothing")
{
  Project project;
  project.module("leaky", k_leaky);
  write_text(project.scratch.path() / "mine.yml",
             "version: 1\nallow:\n  - test: TestLeaks\n    reason: known\n");
  const std::vector<std::string> command = {"sh", "-c", "cd leaky && go test ./..."};
  const GateRun allowed = project.gate(command, {"--config", "mine.yml"});
  INFO(shown(allowed.ended));
  CHECK(allowed.ended.code == 0);
  CHECK(project.gate(command, {"--settle=soon"}).ended.code == 2);
  CHECK(project.gate({"no-such-program"}).ended.code == 2);
}

TEST_CASE("run: gotestsum with its reruns")
{
  Project project;
  project.module("flaky", k_flaky);
  if (!project.has("gotest.tools/gotestsum@v1.13.0")) {
    return;
  }
  const GateRun gate = project.gate(
      {"sh", "-c", "cd flaky && ../bin/gotestsum --rerun-fails --packages ./... -- -count=1"});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 1);
  CHECK(gate.ended.out.find("DONE 2 runs") != std::string::npos);
  CHECK(reported(gate.result) == Places{"flaky/flaky_test.go"});
}

TEST_CASE("run: mage, whose targets are compiled first, tests two modules")
{
  Project project;
  project.module("leaky", k_leaky);
  project.module("clean", k_clean);
  write_text(project.scratch.path() / "build/go.mod", "module example.com/build\n\ngo 1.24\n");
  write_text(project.scratch.path() / "build/magefile.go", R"(//go:build mage

package main

import (
	"os"
	"os/exec"
)

func Test() error {
	for _, module := range []string{"../leaky", "../clean"} {
		c := exec.Command("go", "test", "./...")
		c.Dir, c.Stdout, c.Stderr = module, os.Stdout, os.Stderr
		if err := c.Run(); err != nil {
			return err
		}
	}
	return nil
}
)");
  if (!project.has("github.com/magefile/mage@v1.17.2")) {
    return;
  }
  const GateRun gate = project.gate({"sh", "-c", "cd build && ../bin/mage test"});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 1);
  CHECK(reported(gate.result) == Places{"leaky/leaky_test.go"});
  CHECK(gate.result["packages"].size() == 2);
}

} // namespace leakgate::e2e
