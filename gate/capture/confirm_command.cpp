#include "gate/capture/confirm_command.hpp"

#include <fmt/core.h>

namespace leakgate {

Command
confirm_command(const GoTestPlan& plan, const ConfirmedTests& what)
{
  GoTestPlan confirming = plan;
  GoTestArguments& arguments = confirming.arguments;
  arguments.flags = confirm_flags(plan.arguments.flags);
  arguments.flags.push_back("-run=" + confirm_pattern(what.tests));
  arguments.flags.push_back(fmt::format("-count={}", what.rounds));
  arguments.flags.push_back("-vet=off"); // the first run has had its word
  arguments.rest = confirm_flags(plan.arguments.rest);
  if (!plan.toolchain.go_flags.empty()) {
    confirming.go_flags = confirm_goflags(plan.toolchain.go_flags);
  }
  return go_test_command(confirming, TestCache::use, what.packages);
}

} // namespace leakgate
