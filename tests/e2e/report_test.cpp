#include "tests/e2e/gate_run.hpp"

#include <doctest/doctest.h>

namespace leakgate::e2e {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* k_pump = R"(package pump

// Start sends for ever.
func Start(out chan<- int) {
	go func() {
		for i := 0; ; i++ {
			out <- i
		}
	}()
}
)";

constexpr const char* k_pump_test = R"(package pump

import "testing"

func TestStart(t *testing.T) {
	out := make(chan int)
	Start(out)
	<-out
}

func TestFails(t *testing.T) { t.Error("no \x1b[31m <&> \xff") }
)";

constexpr const char* k_other_test = R"(package pump

import "testing"

func TestOther(t *testing.T) { go func() { <-make(chan int) }() }
)";

const std::vector<std::string> k_reports = {
    "json",         "junit",       "junit-strict", "sarif",  "html",           "markdown",
    "pprof",        "openmetrics", "codequality",  "folded", "github-summary", "github-annotations",
    "github-output"};

struct Module
{
  Scratch scratch{"module"};

  Module()
  {
    write_text(scratch.path() / "go.mod", "module example.com/pump\n\ngo 1.24\n");
    write_text(scratch.path() / "pump.go", k_pump);
    write_text(scratch.path() / "pump_test.go", k_pump_test);
  }
};

// Runs a command of leakgate that makes all reports, each in a file of that folder.
Ended
make_reports(std::vector<std::string> command, const fs::path& reports, const fs::path& directory)
{
  Start start;
  start.argv = {options().leakgate};
  start.argv.insert(start.argv.end(), command.begin(), command.end());
  for (const std::string& name : k_reports) {
    start.argv.emplace_back("--report");
    start.argv.push_back(name + "=" + (reports / name).string());
  }
  start.directory = directory;
  start.environment = base_environment();
  return run(start);
}

std::vector<std::string>
marks(const json& result)
{
  std::vector<std::string> out;
  for (const json& finding : result.at("findings")) {
    out.push_back(finding.at("test").get<std::string>() + ": " +
                  (finding.at("base").is_null() ? "none" : finding.at("base").get<std::string>()));
  }
  return out;
}

} // namespace

TEST_CASE("report: the same bytes later, in another job without the checkout")
{
  const Scratch reports("reports");
  const fs::path now = reports.path() / "now";
  const fs::path later = reports.path() / "later";
  {
    const Module module;
    const Ended ended =
        make_reports({"test", "--confirm=off", "./..."}, now, module.scratch.path());
    INFO("test: ", shown(ended));
    REQUIRE(ended.code == 4);
    REQUIRE(slurp(now / "html").find("out &lt;- i") != std::string::npos);
    REQUIRE(ended.out.find("out <- i") != std::string::npos);
  } // the sources are gone
  const Scratch empty("empty");
  const Ended ended = make_reports({"report", (now / "json").string()}, later, empty.path());
  INFO("report: ", shown(ended));
  CHECK(ended.code == 4);
  CHECK(ended.out.find("out <- i") != std::string::npos);
  for (const std::string& name : k_reports) {
    CAPTURE(name);
    CHECK(slurp(later / name) == slurp(now / name));
  }
  Start explain;
  explain.argv = {options().leakgate, "explain", (now / "json").string()};
  explain.directory = empty.path();
  CHECK(run(explain).out.find("out <- i") != std::string::npos);
}

TEST_CASE("report: against the result of another branch, without effect on the outcome")
{
  const Module module;
  const Scratch results("results");
  const std::string base = (results.path() / "main.json").string();

  // The first run of a branch has nothing to compare with.
  const GateRun first = run_gate(module.scratch.path(), {"--base", base, "./..."});
  INFO("without a base: ", shown(first.ended));
  CHECK(first.ended.code == 4);
  CHECK(first.ended.err.find("--base: " + base + ": cannot read, got ") != std::string::npos);
  CHECK(first.ended.err.find("; nothing is compared\n") != std::string::npos);
  CHECK(first.result.at("base").is_null());
  write_text(base, first.result.dump());

  write_text(module.scratch.path() / "other_test.go", k_other_test);
  const GateRun second = run_gate(module.scratch.path(), {"--base", base, "./..."});
  INFO("with a base: ", shown(second.ended));
  CHECK(second.ended.code == 4);
  CHECK(marks(second.result) == std::vector<std::string>{"TestOther: new", "TestStart: known"});
  CHECK(second.ended.out.find("1 new · 1 known  (" + base + ")") != std::string::npos);

  write_text(module.scratch.path() / "pump_test.go", "package pump\n");
  const GateRun third = run_gate(module.scratch.path(), {"--base", base, "./..."});
  INFO("one is gone: ", shown(third.ended));
  CHECK(third.ended.code == 1);
  CHECK(marks(third.result) == std::vector<std::string>{"TestOther: new"});
  REQUIRE(third.result.at("base").at("gone") == 1);
  CHECK(third.result.at("base").at("gone_findings").at(0).at("test") == "TestStart");

  write_text(base, "{\"version\": 7}");
  const GateRun damaged = run_gate(module.scratch.path(), {"--base", base, "./..."});
  INFO("a damaged base: ", shown(damaged.ended));
  CHECK(damaged.ended.code == 1);
  CHECK(damaged.ended.err.find("--base: " + base + ": /version: expected 1") != std::string::npos);
}

} // namespace leakgate::e2e
