#include "tests/e2e/gate_run.hpp"
#include "tests/e2e/go_events.hpp"
#include "tests/e2e/match.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace leakgate::e2e {

namespace {

namespace fs = std::filesystem;

/// The copy of a case in which everything happens.
struct Stage
{
  const Case& test;
  Scratch scratch;
  fs::path run_dir;
  std::map<std::string, std::string> env;

  explicit Stage(const Case& of) : test(of), scratch(of.copy_to), run_dir(scratch.path() / of.dir)
  {
    fs::copy(test.folder, scratch.path(), fs::copy_options::recursive);
    for (auto [name, value] : test.env) {
      const std::size_t at = value.find("$CASE");
      if (at != std::string::npos) {
        value.replace(at, 5, scratch.path().string());
      }
      env[name] = value;
    }
  }
};

Ended
run_go(const Stage& stage, std::vector<std::string> argv)
{
  Start start;
  start.argv = std::move(argv);
  start.directory = stage.run_dir;
  start.environment = base_environment();
  for (const auto& [name, value] : stage.env) {
    start.environment[name] = value;
  }
  return run(start);
}

OrdinaryResults
plain_results(const Stage& stage)
{
  std::vector<std::string> argv = {"go", "test", "-json"};
  argv.insert(argv.end(), stage.test.args.begin(), stage.test.args.end());
  return read_events(run_go(stage, argv).out);
}

GateRun
gated(const Stage& stage, const std::vector<std::string>& more = {})
{
  std::vector<std::string> args = stage.test.gate;
  args.insert(args.end(), more.begin(), more.end());
  args.insert(args.end(), stage.test.args.begin(), stage.test.args.end());
  return run_gate(stage.run_dir, args, stage.env);
}

MatchContext
match_context(const Stage& stage)
{
  MatchContext context;
  context.proof = options().go.proof;
  context.run_dir = stage.test.dir;
  for (const auto& entry : fs::recursive_directory_iterator(stage.test.folder)) {
    if (entry.path().filename() == "go.mod") {
      context.module_dirs.push_back(
          entry.path().parent_path().lexically_relative(stage.test.folder).generic_string());
    }
  }
  return context;
}

void
check_words(const Case& test, const Ended& ended)
{
  const std::string all = ended.out + ended.err;
  for (const std::string& word : test.shows) {
    CHECK_MESSAGE(all.find(word) != std::string::npos, "not shown: ", word);
  }
  for (const std::string& word : test.hides) {
    CHECK_MESSAGE(all.find(word) == std::string::npos, "shown: ", word);
  }
}

void
check_first_run(const Stage& stage, const GateRun& gate, const OrdinaryResults& plain)
{
  auto expected = collect_expectations(stage.test.folder, options().go.name);
  for (const std::string& promise : stage.test.leaks) {
    expected.push_back(read_promise(promise));
  }
  const int exit = stage.test.exit.value_or(expected.empty() ? 0 : 1);
  CHECK_MESSAGE(gate.ended.code == exit, "expected exit code ", exit);
  check_words(stage.test, gate.ended);
  CHECK_MESSAGE(gate.result.is_null() == !stage.test.result, "JSON report written?");
  CHECK_MESSAGE(gate.junit.empty() == !stage.test.result, "JUnit report written?");
  if (!stage.test.result || gate.result.is_null()) {
    return;
  }
  const std::string findings = diff_findings(expected, gate.result, match_context(stage));
  CHECK_MESSAGE(findings.empty(), "findings differ (- promised, + reported):\n", findings);
  const std::string broken = check_result(gate.result);
  CHECK_MESSAGE(broken.empty(), "the result breaks a promise:\n", broken);
  for (const std::string& words : stage.test.junit) {
    CHECK_MESSAGE(gate.junit.find(words) != std::string::npos, "not in JUnit: ", words, "\n",
                  gate.junit);
  }
  const std::string junit = check_junit(gate.junit, plain, failing_tests(gate.result));
  CHECK_MESSAGE(junit.empty(), junit);
}

/// The second run asks for the go command's own stream, so that it also shows that the
/// suite behaves as without the gate.
void
check_second_run(const Stage& stage, const GateRun& first, const OrdinaryResults& plain)
{
  const GateRun second = gated(stage, {"-json"});
  INFO("second run, stderr: ", second.ended.err);
  if (stage.test.plain != "skip") {
    const std::string differences =
        diff_ordinary(plain, read_events(second.ended.out), stage.test.plain == "same");
    CHECK_MESSAGE(differences.empty(), "not as without the gate:\n", differences);
  }
  if (stage.test.second == "skip") {
    return;
  }
  CHECK_MESSAGE(second.ended.code == first.ended.code, "the second run ends otherwise");
  const std::string changed =
      diff_results(first.result, second.result, stage.test.second == "cached");
  CHECK_MESSAGE(changed.empty(), "the second run judges otherwise:\n", changed);
  CHECK_MESSAGE(all_cached(second.result) == (stage.test.second == "cached"),
                "judged from Go's test cache?");
}

} // namespace

TEST_CASE("a Go module is judged as its comments say")
{
  const Case test = read_case(options().cases / options().case_name);
  Stage stage(test);
  for (const auto& command : test.before) {
    const Ended ended = run_go(stage, command);
    INFO(shown(ended));
    REQUIRE(ended.code == 0);
  }
  const bool runs = test.result && test.plain != "skip";
  const OrdinaryResults plain = runs ? plain_results(stage) : OrdinaryResults{};
  const GateRun first = gated(stage);
  INFO(shown(first.ended));
  check_first_run(stage, first, plain);
  if (test.result && !first.result.is_null() && (runs || test.second != "skip")) {
    check_second_run(stage, first, plain);
  }
}

} // namespace leakgate::e2e
