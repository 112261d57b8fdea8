#include "tests/e2e/gate_run.hpp"

#include <doctest/doctest.h>

// What comments in the source allow.
namespace leakgate::e2e {

namespace {

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

TEST_CASE(
    "in source: a comment at what allocates allows memory that grows, up to so much each round")
{
  const Scratch module("module");
  write_text(module.path() / "go.mod", "module example.com/hub\n\ngo 1.24\n");
  write_text(module.path() / "hub_test.go",
             "package hub\n\nimport \"testing\"\n\nvar kept, less [][]byte\n\n"
             "func TestKeeps(t *testing.T) {\n"
             "\t//leakgate:allow history of the process max=2MiB\n"
             "\tkept = append(kept, make([]byte, 1<<20))\n}\n\n"
             "func TestMore(t *testing.T) {\n"
             "\tless = append(less, make([]byte, 1<<20)) //leakgate:allow a little max=1KiB\n}\n");
  const GateRun gate = run_gate(module.path(), {"--heap=on", "./..."});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 1);
  std::map<int, std::string> memory;
  for (const json& finding : gate.result.value("findings", json::array())) {
    memory[finding["at"].value("line", 0)] = finding.value("disposition", "");
  }
  CHECK(memory == std::map<int, std::string>{{9, "allowed"}, {13, "reported"}});
  CHECK(gate.ended.out.find("allowed up to 1.0 KiB each round by hub_test.go:13, got 1.0 MiB") !=
        std::string::npos);
  REQUIRE(gate.result["allowed"].size() == 1);
  CHECK(gate.result["allowed"][0]["reason"] == "history of the process");
}

} // namespace leakgate::e2e
