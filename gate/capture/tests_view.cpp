#include "gate/capture/tests_view.hpp"

#include <fmt/core.h>

#include <cstdlib>
#include <string_view>

namespace leakgate {

namespace {

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

} // namespace

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
  if (!plan.arguments.json) {
    // GOFLAGS=-v is no word of the command line, and -json takes its place.
    lines += fmt::format("{}=-test.v=test2json\n", plan.inherited.verbose ? "verbose" : "hide");
  }
  return lines;
}

} // namespace leakgate
