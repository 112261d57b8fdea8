#include "tests/e2e/gate_run.hpp"

#include <algorithm>

namespace leakgate::e2e {

namespace fs = std::filesystem;
using nlohmann::json;

std::map<std::string, std::string>
base_environment()
{
  return {{"GOTOOLCHAIN", options().go.toolchain},
          {"GODEBUG", ""},
          {"GOEXPERIMENT", ""},
          {"GOWORK", ""},
          {"GOFLAGS", ""},
          {"CI", ""},
          {"GITHUB_ACTIONS", ""},
          {"GITLAB_CI", ""}};
}

GateRun
run_gate(const fs::path& directory, const std::vector<std::string>& args,
         const std::map<std::string, std::string>& env)
{
  const Scratch reports("reports");
  const fs::path result = reports.path() / "result.json";
  const fs::path junit = reports.path() / "junit.xml";
  Start start;
  start.argv = {options().leakgate,        "test",     "--report",
                "json=" + result.string(), "--report", "junit=" + junit.string()};
  if (options().go.experiment) {
    start.argv.emplace_back("--proof=on");
  }
  // Repeating the leaking tests is what the cases about it ask for; the others are about
  // the first look and need not take three times as long.
  const auto confirms = [](const std::string& word) { return word.starts_with("--confirm"); };
  if (std::none_of(args.begin(), args.end(), confirms)) {
    start.argv.emplace_back("--confirm=off");
  }
  start.argv.insert(start.argv.end(), args.begin(), args.end());
  start.directory = directory;
  start.environment = base_environment();
  for (const auto& [name, value] : env) {
    start.environment[name] = value;
  }
  GateRun gate;
  gate.ended = run(start);
  if (fs::exists(result)) {
    gate.result = json::parse(slurp(result));
  }
  if (fs::exists(junit)) {
    gate.junit = slurp(junit);
  }
  return gate;
}

BuildCache::BuildCache()
{
  // What is compiled first gives the paths in it, so that is done in the machine's own.
  const Scratch module("module");
  write_text(module.path() / "go.mod", "module example.com/first\n\ngo 1.24\n");
  write_text(module.path() / "p_test.go",
             "package p\n\nimport \"testing\"\n\nfunc TestIt(t *testing.T) {}\n");
  (void)run_gate(module.path(), {"./..."});
  Start ask;
  ask.argv = {"go", "env", "GOCACHE"};
  ask.directory = module.path();
  ask.environment = base_environment();
  const std::string shared = run(ask).out;
  for (const auto& entry : fs::directory_iterator(shared.substr(0, shared.find('\n')))) {
    if (const fs::path name = entry.path().filename(); name != "leakgate") {
      fs::create_symlink(entry.path(), path() / name);
    }
  }
}

std::map<std::string, long>
failing_tests(const json& result)
{
  std::map<std::string, long> counts;
  for (const json& finding : result.value("findings", json::array())) {
    // A process that a signal ended shows no line.
    const bool placed = finding.value("kind", "") != "outlived" ||
                        !finding.value("blocked", json::object()).value("file", "").empty();
    if (finding.value("disposition", "") == "reported" && placed &&
        finding.value("caused_by", "").empty()) {
      long tests = 0;
      for (const json& leaker : finding.value("leakers", json::array())) {
        tests += leaker.value("excused", false) ? 0 : 1;
      }
      counts[finding.value("package", "")] += std::max(1L, tests);
    }
  }
  return counts;
}

bool
all_cached(const json& result)
{
  for (const json& package : result.value("packages", json::array())) {
    const std::string source = package.value("source", "");
    if (source == "probe" || source == "crash") {
      return false;
    }
  }
  return true;
}

std::string
shown(const Ended& ended)
{
  return "exit code " + std::to_string(ended.code) + "\n--- stdout\n" + ended.out +
         "\n--- stderr\n" + ended.err;
}

} // namespace leakgate::e2e
