#include "tests/e2e/gate_run.hpp"

#include <doctest/doctest.h>

#include <fstream>

namespace leakgate::e2e {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* k_hub = R"(package hub

// Each calls f for each value that comes.
func Each(values chan int, f func(int)) {
	go func() {
		for v := range values {
			f(v)
		}
	}()
}

// Nested starts a goroutine from a closure in a closure, which Go 1.27 names otherwise.
func Nested(done chan struct{}) {
	func() {
		func() {
			go func() { <-done }()
		}()
	}()
}
)";

// The same leaks: lines moved, parameters renamed, code added in front.
constexpr const char* k_hub_edited = R"(package hub

import "fmt"

// Describe is new.
func Describe(n int) string {
	helper := func() string { return fmt.Sprint(n) }
	return helper()
}

// Each calls visit for each number that comes.
func Each(numbers chan int, visit func(int)) {
	// A longer explanation of what follows
	// stands here now.
	go func() {
		for number := range numbers {
			visit(number)
		}
	}()
}

// Nested starts a goroutine from a closure in a closure, which Go 1.27 names otherwise.
func Nested(finished chan struct{}) {
	func() {
		func() {
			go func() { <-finished }()
		}()
	}()
}
)";

constexpr const char* k_hub_test = R"(package hub

import "testing"

func TestEach(t *testing.T)   { Each(make(chan int), func(int) {}) }
func TestNested(t *testing.T) { Nested(make(chan struct{})) }
)";

struct Module
{
  Scratch scratch{"module"};
  fs::path baseline = scratch.path() / ".leakgate-baseline.json";

  Module()
  {
    write("go.mod", "module example.com/hub\n\ngo 1.24\n");
    write("hub.go", k_hub);
    write("hub_test.go", k_hub_test);
  }

  void
  write(const std::string& file, const std::string& text) const
  {
    fs::create_directories((scratch.path() / file).parent_path());
    std::ofstream(scratch.path() / file, std::ios::binary) << text;
  }

  [[nodiscard]] GateRun
  gate(const std::string& toolchain = "") const
  {
    return run_gate(scratch.path(), {"./..."},
                    {{"GOTOOLCHAIN", toolchain.empty() ? options().go.toolchain : toolchain}});
  }

  /// `leakgate baseline` over what `run` has found.
  Ended
  accept(const GateRun& run_result, const std::vector<std::string>& flags = {}) const
  {
    const Scratch results("results");
    std::ofstream(results.path() / "result.json") << run_result.result.dump();
    Start start;
    start.argv = {options().leakgate, "baseline"};
    start.argv.insert(start.argv.end(), flags.begin(), flags.end());
    start.argv.push_back(results.path() / "result.json");
    start.directory = scratch.path();
    return run(start);
  }

  [[nodiscard]] json
  clusters() const
  {
    return json::parse(slurp(baseline)).at("clusters");
  }
};

std::vector<json>
reported(const GateRun& run)
{
  std::vector<json> found;
  for (const json& finding : run.result.value("findings", json::array())) {
    if (finding.value("disposition", "") == "reported") {
      found.push_back(finding);
    }
  }
  return found;
}

constexpr const char* k_new_leak = R"(package hub

import "testing"

func TestNew(t *testing.T) {
	c := make(chan string)
	go func() { c <- "new" }()
}
)";

} // namespace

TEST_CASE("baseline: what was accepted passes, what is new or grown fails")
{
  const Module module;
  const GateRun first = module.gate();
  INFO("first run: ", shown(first.ended));
  REQUIRE(first.ended.code == 1);
  const Ended accepted = module.accept(first);
  INFO("baseline: ", shown(accepted));
  REQUIRE(accepted.code == 0);
  CHECK(module.clusters().size() == 2);

  const GateRun second = module.gate();
  INFO("second run: ", shown(second.ended));
  CHECK(second.ended.code == 0);
  CHECK(second.result["ledger"]["baseline"] == 2);

  module.write("new_test.go", k_new_leak);
  const GateRun third = module.gate();
  INFO("with a new leak: ", shown(third.ended));
  CHECK(third.ended.code == 1);
  REQUIRE(reported(third).size() == 1);
  CHECK(reported(third)[0]["test"] == "TestNew");

  module.write("new_test.go", "package hub\n\nimport \"testing\"\n\n"
                              "func TestMore(t *testing.T) { Nested(make(chan struct{})) }\n");
  const GateRun grown = module.gate();
  INFO("with more of the same: ", shown(grown.ended));
  CHECK(grown.ended.code == 1);
  REQUIRE(reported(grown).size() == 1);
  CHECK(reported(grown)[0]["count"] == 2);
  CHECK(reported(grown)[0]["baseline_count"] == 1);
}

TEST_CASE("baseline: it survives moved lines, renamed parameters and a new Go")
{
  const Module module;
  const GateRun first = module.gate("go1.26.8");
  INFO("first run: ", shown(first.ended));
  REQUIRE(module.accept(first).code == 0);
  module.write("hub.go", k_hub_edited);
  for (const char* toolchain : {"go1.26.8", "go1.27.1"}) {
    const GateRun edited = module.gate(toolchain);
    INFO(toolchain, ": ", shown(edited.ended));
    CHECK(edited.ended.code == 0);
    CHECK(edited.result["ledger"]["baseline"] == 2);
    CHECK(edited.result["baseline"]["gone"].empty());
  }
}

TEST_CASE("baseline: what is gone is shown, and --prune takes it out")
{
  const Module module;
  const GateRun first = module.gate();
  REQUIRE(module.accept(first).code == 0);
  module.write("hub_test.go", "package hub\n\nimport \"testing\"\n\n"
                              "func TestEach(t *testing.T) { Each(make(chan int), nil) }\n");
  const GateRun second = module.gate();
  INFO("one is gone: ", shown(second.ended));
  CHECK(second.ended.code == 0);
  CHECK(second.result["baseline"]["gone"].size() == 1);
  CHECK(second.ended.out.find("1 gone") != std::string::npos);

  REQUIRE(module.accept(second).code == 0);
  CHECK(module.clusters().size() == 2);
  const Ended pruned = module.accept(second, {"--prune"});
  INFO("prune: ", shown(pruned));
  CHECK(pruned.code == 0);
  CHECK(module.clusters().size() == 1);
  CHECK(module.gate().ended.code == 0);
}

TEST_CASE("baseline: with 500 old leaks the new one is the only thing reported")
{
  constexpr int k_old = 500;
  const Module module;
  std::string source = "package hub\n\nimport \"testing\"\n\n";
  for (int i = 0; i < k_old; ++i) {
    const std::string name = std::to_string(i);
    source += "func wait" + name + "(c chan int) { <-c }\n";
    source += "func TestOld" + name + "(t *testing.T) { go wait" + name + "(make(chan int)) }\n";
  }
  module.write("hub_test.go", source);
  const GateRun first = module.gate();
  REQUIRE(module.accept(first).code == 0);
  CHECK(module.clusters().size() == k_old);

  module.write("new_test.go", k_new_leak);
  const GateRun second = module.gate();
  INFO("one more: ", second.ended.out.substr(0, 4000));
  CHECK(second.ended.code == 1);
  CHECK(reported(second).size() == 1);
  CHECK(second.result["findings"][0]["test"] == "TestNew");
  CHECK(second.ended.out.find("TestOld") == std::string::npos);
}

TEST_CASE("baseline: a file that cannot be read stops the run before anything is tested")
{
  const Module module;
  module.write(".leakgate-baseline.json", "{\"version\": 1, \"clusters\": [{}]}");
  const GateRun run = module.gate();
  INFO(shown(run.ended));
  CHECK(run.ended.code == 2);
  CHECK(run.result.is_null());
  CHECK(run.ended.err.find(".leakgate-baseline.json: /clusters/0") != std::string::npos);
}

} // namespace leakgate::e2e
