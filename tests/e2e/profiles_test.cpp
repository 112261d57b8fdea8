#include "tests/e2e/gate_run.hpp"

#include <doctest/doctest.h>

namespace leakgate::e2e {

namespace {

namespace fs = std::filesystem;

std::string
top(const fs::path& profile)
{
  Start start;
  start.argv = {"go", "tool", "pprof", "-top", profile.string()};
  start.directory = profile.parent_path();
  start.environment = base_environment();
  const Ended ended = run(start);
  return ended.code == 0 ? ended.out : "go tool pprof: " + ended.err;
}

} // namespace

TEST_CASE("profiles: go tool pprof reads what is kept of a package and of the rounds of its heap")
{
  const Scratch module("module");
  write_text(module.path() / "go.mod", "module example.com/keeps\n\ngo 1.24\n");
  write_text(module.path() / "keeps_test.go", R"(package keeps

import "testing"

var kept [][]byte

func keep() { kept = append(kept, make([]byte, 1<<20)) }

func TestKeeps(t *testing.T) {
	for range 4 {
		keep()
	}
}
)");
  const fs::path kept = module.path() / "kept";
  const GateRun gate = run_gate(module.path(), {"--heap=on", "--profiles", kept.string(), "./..."});
  INFO(shown(gate.ended));
  REQUIRE(gate.ended.code == 1);
  const fs::path folder = kept / "example.com" / "keeps";
  CHECK(top(folder / "after.heap.pb.gz").find("example.com/keeps.keep") != std::string::npos);
  const std::string exact = top(folder / "again-2" / "round.6.heap.pb.gz");
  INFO(exact);
  CHECK(exact.find("24MB") != std::string::npos); // 6 rounds of 4 MiB, not one sample more or less
  CHECK(slurp(folder / "after.dump.txt").find("goroutine ") != std::string::npos);
}

} // namespace leakgate::e2e
