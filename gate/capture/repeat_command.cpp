#include "gate/capture/repeat_command.hpp"

#include "gate/capture/repeat_flags.hpp"
#include "gate/capture/repeat_pattern.hpp"

#include <fmt/core.h>

namespace leakgate {

Command
repeat_command(const GoTestPlan& plan, const RepeatedTests& what)
{
  GoTestPlan repeated = plan;
  GoTestArguments& arguments = repeated.arguments;
  arguments.flags = repeat_flags(plan.arguments.flags);
  arguments.flags.push_back("-run=" + repeat_pattern(what.tests, what.subtests));
  arguments.flags.push_back(fmt::format("-count={}", what.rounds));
  arguments.rest = repeat_flags(plan.arguments.rest);
  if (!plan.toolchain.go_flags.empty()) {
    repeated.go_flags = repeat_goflags(plan.toolchain.go_flags);
  }
  return go_test_command(repeated, TestCache::use, what.packages);
}

} // namespace leakgate
