#include "gate/capture/repeat_command.hpp"

#include "gate/capture/repeat_flags.hpp"

#include <fmt/core.h>

#include <string_view>

namespace leakgate {

namespace {

// Linux takes at most 128 KiB in one argument.
constexpr std::size_t k_longest_pattern = 100'000;

// As regexp.QuoteMeta of Go.
std::string
quoted_for_regexp(std::string_view name)
{
  std::string quoted;
  for (const char letter : name) {
    if (std::string_view("\\.+*?()|[]{}^$").find(letter) != std::string_view::npos) {
      quoted += '\\';
    }
    quoted += letter;
  }
  return quoted;
}

std::string
run_pattern(const std::vector<std::string>& tests)
{
  std::string names;
  for (const std::string& test : tests) {
    names += (names.empty() ? "" : "|") + quoted_for_regexp(test);
  }
  return names.size() > k_longest_pattern ? "." : "^(" + names + ")$";
}

} // namespace

Command
repeat_command(const GoTestPlan& plan, const RepeatedTests& what)
{
  GoTestPlan repeated = plan;
  GoTestArguments& arguments = repeated.arguments;
  arguments.flags = repeat_flags(plan.arguments.flags);
  arguments.flags.push_back("-run=" + run_pattern(what.tests));
  arguments.flags.push_back(fmt::format("-count={}", what.rounds));
  arguments.rest = repeat_flags(plan.arguments.rest);
  Command command = go_test_command(repeated, TestCache::use, what.packages);
  if (!plan.toolchain.go_flags.empty()) {
    command.environment.push_back({"GOFLAGS", repeat_goflags(plan.toolchain.go_flags)});
  }
  return command;
}

} // namespace leakgate
