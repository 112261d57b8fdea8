#include "gate/capture/go_test_command.hpp"

#include <fmt/core.h>

#include <cstdlib>
#include <string_view>

namespace leakgate {

namespace {

// Lets the probe name runtime.dbgvars, which the linker refuses since Go 1.23.
constexpr std::string_view k_link_flag = "-checklinkname=0";

void
append(std::vector<std::string>& to, const std::vector<std::string>& from)
{
  to.insert(to.end(), from.begin(), from.end());
}

// True where the patterns of the user are the only way to name the packages: none is
// given, or the one that the go command makes of files (`go test a_test.go a.go`).
bool
names_files(const std::vector<std::string>& packages)
{
  return packages.empty() || packages.front() == "command-line-arguments";
}

// Lines are what the probe reads, so that a value with several cannot be handed on.
void
add_variable(std::string& lines, std::string_view name, const char* value)
{
  if (value == nullptr) {
    lines += fmt::format("unset={}\n", name);
  } else if (std::string_view(value).find('\n') == std::string_view::npos) {
    lines += fmt::format("set={}={}\n", name, value);
  }
}

// Lines for LEAKGATE_PROBE by which the probe puts right, before the first package of a test binary
// is initialised, what the tests would see of the gate: `changed` is what it sets for the go
// command, -json what it adds to the command line. gate/probe/README.md has the table.
std::string
tests_view(const GoTestPlan& plan, const std::vector<Command::Variable>& changed)
{
  std::string lines;
  for (const Command::Variable& variable : changed) {
    // A go command that has changed to a downloaded toolchain says where that is.
    const char* const value = variable.name == "GOROOT" ? plan.toolchain.goroot.c_str()
                                                        : std::getenv(variable.name.c_str());
    add_variable(lines, variable.name, value);
  }
  if (!plan.overlay.goroot.empty()) {
    lines += fmt::format("path={}/bin={}/bin\n", plan.overlay.goroot, plan.toolchain.goroot);
  }
  if (plan.plain) {
    lines += "plain\n";
  } else if (!plan.arguments.json) {
    // GOFLAGS=-v is no word of the command line, and -json takes its place.
    lines += fmt::format("{}=-test.v=test2json\n", plan.inherited.verbose ? "verbose" : "hide");
  }
  return lines;
}

std::vector<Command::Variable>
environment(const GoTestPlan& plan)
{
  std::vector<Command::Variable> variables;
  if (!plan.overlay.goroot.empty()) {
    // The toolchain is run through a path outside the module cache, because an overlay
    // may not name files inside it since Go 1.25.
    variables.push_back({"GOROOT", plan.overlay.goroot});
    variables.push_back({"GOTOOLCHAIN", "local"});
  }
  if (plan.proof_experiment) {
    const std::string& before = plan.toolchain.experiment;
    variables.push_back(
        {"GOEXPERIMENT", (before.empty() ? "" : before + ",") + "goroutineleakprofile"});
  }
  if (plan.go_flags) {
    variables.push_back({"GOFLAGS", *plan.go_flags});
  }
  variables.push_back({"LEAKGATE_PROBE", plan.probe + "\n" + tests_view(plan, variables)});
  variables.push_back({"LEAKGATE_CACHE_KEY", plan.cache_key});
  variables.push_back({"LEAKGATE_VERBOSE", plan.arguments.json ? "json" : "plain"});
  for (const PackageEpoch& epoch : plan.epochs) {
    variables.push_back({"LEAKGATE_EPOCH_" + epoch.package, epoch.word});
  }
  return variables;
}

} // namespace

std::vector<std::string>
merged_ldflags(const std::vector<std::string>& from_goflags,
               const std::vector<std::string>& from_line)
{
  std::vector<std::string> merged = {"-ldflags=" + std::string(k_link_flag)};
  for (const std::vector<std::string>& values : {from_goflags, from_line}) {
    for (const std::string& value : values) {
      merged.push_back("-ldflags=" + value + " " + std::string(k_link_flag));
    }
  }
  return merged;
}

Command
go_test_command(const GoTestPlan& plan, TestCache cache, const std::vector<std::string>& packages)
{
  const GoTestArguments& arguments = plan.arguments;
  Command command;
  command.directory = arguments.directory;
  command.environment = environment(plan);
  command.argv = {plan.toolchain.goroot + "/bin/go", "test"};
  if (!plan.plain) {
    command.argv.emplace_back("-json");
  }
  append(command.argv, merged_ldflags(plan.inherited.ldflags, arguments.ldflags));
  append(command.argv, arguments.flags);
  command.argv.push_back("-overlay=" + plan.overlay.file.string());
  if (cache == TestCache::bypass && !arguments.count_given) {
    command.argv.emplace_back("-count=1");
  }
  append(command.argv, names_files(packages) ? arguments.packages : packages);
  append(command.argv, arguments.rest);
  return command;
}

} // namespace leakgate
