#include "tests/e2e/gate_run.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

// What a test can observe of the gate: observed/observed_test.go writes it down, and here
// the same module runs under plain `go test` and under the gate.
namespace leakgate::e2e {

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;
using Variables = std::map<std::string, std::string>;

std::vector<std::string>
lines_of(const fs::path& file)
{
  std::vector<std::string> lines;
  std::istringstream text(fs::exists(file) ? slurp(file) : "");
  for (std::string line; std::getline(text, line);) {
    lines.push_back(line);
  }
  return lines;
}

struct Observed
{
  Ended ended;
  std::vector<std::string> lines;
};

Observed
observe(const fs::path& directory, const Scratch& scratch, Words argv, const Variables& variables)
{
  const fs::path file = scratch.path() / "observed.txt";
  fs::remove(file);
  Start start;
  start.argv = std::move(argv);
  start.directory = directory;
  start.environment = base_environment();
  for (const auto& [name, value] : variables) {
    start.environment[name] = value;
  }
  start.environment["OBSERVED"] = file.string();
  Observed observed{run(start), {}};
  observed.lines = lines_of(file);
  return observed;
}

// The lines that only one of them has, seen ones too: what comes behind one of these is out of
// step.
std::string
missing(const Observed& plain, const Observed& gated)
{
  std::string text;
  const auto add = [&](const Observed& from, const Observed& other, const char* sign) {
    for (const std::string& line : from.lines) {
      if (std::ranges::find(other.lines, line) == other.lines.end()) {
        text += sign + line + "\n";
      }
    }
  };
  add(plain, gated, "only without: ");
  add(gated, plain, "only with: ");
  return text;
}

// One difference a line; empty when the tests saw the same, but for what cannot be hidden.
std::string
differences(const Observed& plain, const Observed& gated)
{
  std::string text;
  if (plain.lines.size() != gated.lines.size() || plain.lines.size() < 30) {
    text += "not as many lines: " + std::to_string(plain.lines.size()) + " and " +
            std::to_string(gated.lines.size()) + "\n" + missing(plain, gated);
  }
  for (std::size_t i = 0; i < std::max(plain.lines.size(), gated.lines.size()); ++i) {
    const std::string without = i < plain.lines.size() ? plain.lines[i] : "";
    const std::string with = i < gated.lines.size() ? gated.lines[i] : "";
    if (!without.starts_with("seen ") && with != without) {
      text += "- " + without + "\n+ " + with + "\n";
    }
  }
  return text;
}

std::vector<std::string>
seen(const Observed& plain, const Observed& gated)
{
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(plain.lines.size(), gated.lines.size()); ++i) {
    if (plain.lines[i] != gated.lines[i]) {
      names.push_back(plain.lines[i].substr(0, plain.lines[i].find(": ")));
    }
  }
  return names;
}

struct Way
{
  const char* name;
  Words flags;
  Variables variables;
};

void
check_ways(const std::vector<Way>& ways)
{
  const fs::path module = options().cases.parent_path() / "observed";
  const Scratch scratch("observed");
  fs::copy(module, scratch.path(), fs::copy_options::recursive);
  for (const Way& way : ways) {
    CAPTURE(way.name);
    Words plain = {"go", "test", "-count=1"};
    Words gate = {options().leakgate, "test", "-count=1"};
    plain.insert(plain.end(), way.flags.begin(), way.flags.end());
    gate.insert(gate.end(), way.flags.begin(), way.flags.end());
    const Observed without = observe(scratch.path(), scratch, plain, way.variables);
    const Observed with = observe(scratch.path(), scratch, gate, way.variables);
    INFO(shown(with.ended));
    CHECK(without.ended.code == 0);
    CHECK(with.ended.code == 0);
    const std::string different = differences(without, with);
    CHECK_MESSAGE(different.empty(), "- without the gate, + with it:\n", different);
  }
}

} // namespace

TEST_CASE(
    "observe: tests see the environment, the arguments and the descriptors of the plain command")
{
  check_ways({{"plain", {}, {}},
              {"all packages", {"./..."}, {}},
              {"-v", {"-v"}, {}},
              {"-run -v", {"-run", "Observe", "-v", "-timeout=1m", "./..."}, {}},
              {"-json", {"-json"}, {}},
              {"-v in GOFLAGS", {}, {{"GOFLAGS", "-v"}}},
              {"-v=false", {"-v=false"}, {}},
              {"arguments", {".", "-args", "-test.short", "x"}, {}},
              {"no toolchain named", {}, {{"GOTOOLCHAIN", "auto"}}}});
}

TEST_CASE("observe: under `leakgate run`, too")
{
  const fs::path module = options().cases.parent_path() / "observed";
  const Scratch scratch("observed");
  fs::copy(module, scratch.path(), fs::copy_options::recursive);
  const Words command = {"sh", "-c", "go test -count=1"};
  Words gate = {options().leakgate, "run", "--"};
  gate.insert(gate.end(), command.begin(), command.end());
  const Observed without = observe(scratch.path(), scratch, command, {});
  const Observed with = observe(scratch.path(), scratch, gate, {});
  INFO(shown(with.ended));
  CHECK(with.ended.code == 0);
  const std::string different = differences(without, with);
  CHECK_MESSAGE(different.empty(), "- without the gate, + with it:\n", different);
}

TEST_CASE("observe: what the gate cannot hide is what the table says")
{
  const fs::path module = options().cases.parent_path() / "observed";
  const Scratch scratch("observed");
  fs::copy(module, scratch.path(), fs::copy_options::recursive);
  const Observed plain = observe(scratch.path(), scratch, {"go", "test", "-count=1"}, {});
  const Observed gated =
      observe(scratch.path(), scratch, {options().leakgate, "test", "-count=1"}, {});
  INFO(differences(plain, gated));
  CHECK(seen(plain, gated) == Words{"seen /proc/self/cmdline", "seen standard output",
                                    "seen standard error", "seen -ldflags in the build settings",
                                    "seen end of debug.Stack",
                                    "seen labels in the goroutine profile"});
}

} // namespace leakgate::e2e
