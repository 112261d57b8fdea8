#include "tests/e2e/gate_run.hpp"

#include <doctest/doctest.h>

// What comments in the source allow, and what only fails where a change lies.
namespace leakgate::e2e {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* k_hub = R"(package hub

func Start() {
	%1
	go func() { select {} }()
}

func Other() {
	go func() { select {} }()%2
}
)";

constexpr const char* k_test = R"(package hub

import "testing"

func TestStart(t *testing.T) { Start() }

func TestOther(t *testing.T) { Other() }
)";

struct Module
{
  Scratch scratch{"module"};

  // The comments in the places of %1 and %2.
  Module(const std::string& above, const std::string& behind, const std::string& test = k_test)
  {
    std::string hub = k_hub;
    hub.replace(hub.find("%1"), 2, above);
    hub.replace(hub.find("%2"), 2, behind);
    write_text(scratch.path() / "go.mod", "module example.com/hub\n\ngo 1.24\n");
    write_text(scratch.path() / "hub.go", hub);
    write_text(scratch.path() / "hub_test.go", test);
  }

  [[nodiscard]] GateRun
  gate(std::vector<std::string> args = {}) const
  {
    args.insert(args.end(), {"--settle=200ms", "./..."});
    return run_gate(scratch.path(), args);
  }

  void
  git(const std::string& words) const
  {
    Start start;
    start.argv = {"sh", "-c",
                  "git -c user.name=n -c user.email=e@x -c commit.gpgsign=false " + words};
    start.directory = scratch.path();
    const Ended ended = run(start);
    REQUIRE_MESSAGE(ended.code == 0, shown(ended));
  }
};

// Of each finding about a goroutine: the line of its `go` statement and what became of it.
std::map<int, std::string>
dispositions(const json& result)
{
  std::map<int, std::string> out;
  for (const json& finding : result.value("findings", json::array())) {
    if (finding.value("kind", "") == "goroutine") {
      out[finding["started"].value("line", 0)] = finding.value("disposition", "");
    }
  }
  return out;
}

using Dispositions = std::map<int, std::string>;

} // namespace

TEST_CASE("in source: a comment at a go statement allows what it starts, and is shown")
{
  const Module module("//leakgate:allow one for the process max=2",
                      " //leakgate:allow the other until=2999-01-01");
  const GateRun gate = module.gate({"--confirm=2"});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 0);
  CHECK(dispositions(gate.result) == Dispositions{{5, "allowed"}, {9, "allowed"}});
  REQUIRE(gate.result["allowed"].size() == 2);
  CHECK(gate.result["allowed"][0]["id"] == "hub.go:4");
  CHECK(gate.result["allowed"][0]["reason"] == "one for the process");
  CHECK(gate.ended.out.find("one for the process") != std::string::npos);
  CHECK(gate.ended.out.find("running") == std::string::npos); // nothing to tell from a singleton
}

TEST_CASE("in source: a comment at a test allows what that test leaves, and no other")
{
  const Module module(
      "", "",
      "package hub\n\nimport \"testing\"\n\n"
      "// TestStart starts.\n//leakgate:allow it is meant to stay\n"
      "func TestStart(t *testing.T) {\n\tt.Run(\"a\", func(t *testing.T) { Start() })\n}\n\n"
      "func TestOther(t *testing.T) { Other() }\n");
  const GateRun gate = module.gate();
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 1);
  CHECK(dispositions(gate.result) == Dispositions{{5, "allowed"}, {9, "reported"}});
}

TEST_CASE("in source: more than max, expired, or without a reason: it counts, and that is said")
{
  const Module expired("//leakgate:allow for now until=2020-01-01", " //leakgate:allow");
  const GateRun gate = expired.gate();
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 1);
  CHECK(dispositions(gate.result) == Dispositions{{5, "reported"}, {9, "reported"}});
  CHECK(gate.ended.out.find("expired on 2020-01-01") != std::string::npos);
  CHECK(gate.ended.out.find("hub.go:9   expected a reason behind //leakgate:allow") !=
        std::string::npos);
  const Module many("//leakgate:allow one max=1", "//leakgate:allow x until=soon",
                    "package hub\n\nimport \"testing\"\n\nfunc TestStart(t *testing.T) {\n"
                    "\tStart()\n\tStart()\n}\n\nfunc TestOther(t *testing.T) { Other() }\n");
  const GateRun counted = many.gate();
  INFO(shown(counted.ended));
  CHECK(counted.ended.code == 1);
  CHECK(shown(counted.ended).find("allowed up to 1 by hub.go:4, got 2") != std::string::npos);
  CHECK(shown(counted.ended).find("hub.go:9   until: expected a date, got \"soon\"") !=
        std::string::npos);
}

TEST_CASE("in source: only leaks in lines that a change has touched fail with --new-from-rev")
{
  const Module module("", "");
  module.git(
      "init -q -b main && git add -A && git -c user.name=n -c user.email=e@x commit -qm one");
  CHECK(module.gate({"--new-from-rev=main"}).ended.code == 0);
  // A change of the other function.
  const fs::path hub = module.scratch.path() / "hub.go";
  std::string text = slurp(hub);
  text.replace(text.rfind("select {}"), 9, "select { }");
  write_text(hub, text);
  module.git("checkout -qb change && git -c user.name=n -c user.email=e@x commit -qam two");
  const GateRun gate = module.gate({"--new-from-rev", "main"});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 1);
  CHECK(dispositions(gate.result) == Dispositions{{5, "below_threshold"}, {9, "reported"}});
  CHECK(gate.ended.out.find("a change elsewhere makes older code leak") != std::string::npos);
  CHECK(gate.ended.out.find("older     hub.go:5 goroutine still blocked") != std::string::npos);
  // A new file that git does not know is changed as a whole.
  write_text(module.scratch.path() / "more_test.go",
             "package hub\n\nimport \"testing\"\n\nfunc TestMore(t *testing.T) { Start() }\n");
  CHECK(dispositions(module.gate({"--new-from-rev", "main"}).result) ==
        Dispositions{{5, "reported"}, {9, "reported"}});
  const GateRun unknown = module.gate({"--new-from-rev=no-such-branch"});
  CHECK(unknown.ended.code == 2);
  CHECK(unknown.ended.err.find("expected a revision that shares history with HEAD") !=
        std::string::npos);
}

TEST_CASE("in source: a shallow clone says what it lacks")
{
  const Module module("", "");
  module.git(
      "init -q -b main && git add -A && git -c user.name=n -c user.email=e@x commit -qm one");
  write_text(module.scratch.path() / "more.go", "package hub\n");
  module.git("add -A && git -c user.name=n -c user.email=e@x commit -qm two");
  const Scratch clone("clone");
  module.git("clone -q --depth 1 file://" + module.scratch.path().string() + " " +
             (clone.path() / "c").string());
  const GateRun gate = run_gate(clone.path() / "c", {"--new-from-rev=HEAD~1", "./..."});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 2);
  CHECK(gate.ended.err.find("this clone is shallow") != std::string::npos);
}

} // namespace leakgate::e2e
