#include "tests/e2e/gate_run.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <sstream>

namespace leakgate::e2e {

namespace {

namespace fs = std::filesystem;

/// Finds the commands of a log as the runner of GitHub Actions does: `::name …::` in front of a
/// line, `##[name …]` anywhere in it, none from `::stop-commands::TOKEN` to `::TOKEN::`.
class RunnerOfActions
{
public:
  explicit RunnerOfActions(const std::string& log)
  {
    std::istringstream lines(log);
    for (std::string line; std::getline(lines, line);) {
      read(line);
    }
  }

  std::vector<std::string> commands; ///< those that count, without the fence's own
  bool stopped = false;
  int fences = 0;

private:
  void
  read(const std::string& line)
  {
    const std::string name = known(command(line)) ? command(line) : marked(line);
    if (!known(name)) {
      return;
    }
    if (stopped) {
      stopped = name != m_token;
    } else if (name == "stop-commands") {
      m_token = line.substr(line.rfind(':') + 1);
      stopped = true;
      ++fences;
    } else {
      commands.push_back(name);
    }
  }

  [[nodiscard]] bool
  known(const std::string& name) const
  {
    static const std::set<std::string> k_names = {"error", "warning",  "notice",   "debug",
                                                  "group", "endgroup", "add-mask", "stop-commands"};
    return k_names.contains(name) || (stopped && name == m_token);
  }

  static std::string
  command(const std::string& line)
  {
    const std::size_t start = line.find_first_not_of(" \t");
    if (start == std::string::npos || line.compare(start, 2, "::") != 0) {
      return {};
    }
    const std::size_t end = line.find("::", start + 2);
    return end == std::string::npos ? "" : word(line.substr(start + 2, end - start - 2));
  }

  static std::string
  marked(const std::string& line)
  {
    const std::size_t start = line.find("##[");
    const std::size_t end = line.find(']', std::min(start, line.size()));
    return end == std::string::npos ? "" : word(line.substr(start + 3, end - start - 3));
  }

  static std::string
  word(const std::string& text)
  {
    return text.substr(0, text.find(' '));
  }

  std::string m_token;
};

/// Two packages whose tests print what a CI system might obey; one of them fails and leaks.
fs::path
make_module(const Scratch& scratch)
{
  const auto write = [&](const char* name, const std::string& text) {
    fs::create_directories((scratch.path() / name).parent_path());
    std::ofstream(scratch.path() / name, std::ios::binary) << text;
  };
  const std::string print = R"(
	fmt.Println("::error ::from a test")
	fmt.Println("  ::add-mask::a")
	fmt.Println("x ##[error]from a test")
	fmt.Println("::stop-commands::mine")
	fmt.Println("::mine::")
	fmt.Println("\x1b[0Ksection_start:1:x\r\x1b[0Kmine")
)";
  write("go.mod", "module example.com/loud\n\ngo 1.24\n");
  write("good/good_test.go", "package good\n\nimport (\n\t\"fmt\"\n\t\"testing\"\n)\n\n"
                             "func TestGood(t *testing.T) {" +
                                 print + "}\n");
  write("bad/bad_test.go", "package bad\n\nimport (\n\t\"fmt\"\n\t\"testing\"\n)\n\n"
                           "func TestBad(t *testing.T) {" +
                               print + "\tgo func() { select {} }()\n\tt.Fail()\n}\n");
  return scratch.path();
}

bool
has(const std::string& text, const std::string& piece)
{
  return text.find(piece) != std::string::npos;
}

GateRun
run_loud(const std::map<std::string, std::string>& env, std::vector<std::string> args)
{
  const Scratch scratch("loud");
  args.emplace_back("--settle=50ms");
  args.emplace_back("./...");
  return run_gate(make_module(scratch), args, env);
}

} // namespace

TEST_CASE("ci log: in GitHub Actions no command of a test counts, the gate's own do")
{
  const GateRun gate =
      run_loud({{"GITHUB_ACTIONS", "true"}}, {"--report", "github-annotations", "-v", "-count=1"});
  INFO(shown(gate.ended));
  const RunnerOfActions runner(gate.ended.out);
  // A fold for the package that passed, one for the details, a mark for the leak.
  CHECK(runner.commands ==
        std::vector<std::string>{"group", "endgroup", "group", "endgroup", "error"});
  CHECK(runner.fences > 0);
  CHECK_FALSE(runner.stopped);
  CHECK(has(gate.ended.out, "\n::error ::from a test\n"));
  CHECK(RunnerOfActions(gate.ended.err).commands.empty());
}

TEST_CASE("ci log: an event stream for a program is not fenced")
{
  const GateRun gate = run_loud({{"GITHUB_ACTIONS", "true"}}, {"-json"});
  INFO(shown(gate.ended));
  std::istringstream lines(gate.ended.out);
  for (std::string line; std::getline(lines, line);) {
    CHECK_MESSAGE(line.starts_with("{"), line);
  }
  CHECK_FALSE(has(gate.ended.err, "::stop-commands::"));
  CHECK(RunnerOfActions(gate.ended.err).commands.empty());
}

TEST_CASE("ci log: in GitLab the sections are the gate's own")
{
  const GateRun gate = run_loud({{"GITLAB_CI", "true"}}, {"-v", "-count=1"});
  INFO(shown(gate.ended));
  CHECK(has(gate.ended.out, "_1[collapsed=true]\r\x1b[0Kok    example.com/loud/good"));
  CHECK(has(gate.ended.out, "_2[collapsed=true]\r\x1b[0Kmeasured and accepted"));
  CHECK_FALSE(has(gate.ended.out, "_3[collapsed"));
  CHECK_FALSE(has(gate.ended.out, "section_start:1:x\r"));
}

TEST_CASE("ci log: elsewhere there is neither fence nor fold")
{
  const GateRun gate = run_loud({}, {"-v", "-count=1"});
  INFO(shown(gate.ended));
  CHECK(has(gate.ended.out, "\n::error ::from a test\n"));
  CHECK_FALSE(has(gate.ended.out, "::group::"));
  CHECK_FALSE(has(gate.ended.out, "collapsed"));
  const auto first = gate.ended.out.find("::stop-commands::");
  CHECK(gate.ended.out.substr(first, 21) == "::stop-commands::mine");
}

TEST_CASE("ci log: quiet says only what somebody has to look at")
{
  const GateRun gate = run_loud({}, {"--quiet"});
  INFO(shown(gate.ended));
  CHECK_FALSE(has(gate.ended.out, "example.com/loud/good"));
  CHECK(has(gate.ended.out, "--- FAIL: TestBad"));
  CHECK(has(gate.ended.out, "\nLEAK  "));
  CHECK_FALSE(has(gate.ended.out, "ledger"));
}

} // namespace leakgate::e2e
