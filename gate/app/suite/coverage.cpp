#include "gate/app/suite/go_test_run.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

namespace leakgate {

namespace {

namespace fs = std::filesystem;

// Also by what stands behind -args: the go command hands it to the test binary, which knows
// `-test.run` too. -failfast leaves tests out only after a failure.
bool
selects_tests(const GoTestArguments& arguments, bool failed)
{
  bool selects = false;
  for (const auto* words : {&arguments.flags, &arguments.rest}) {
    visit_go_flags(*words, [&](const GoFlagUse& use) {
      const GoFlag* flag = find_go_flag(use.name);
      selects =
          selects || (flag != nullptr && flag->selects_tests && (use.name != "failfast" || failed));
    });
  }
  return selects;
}

bool
is_whole(const PackageRun& package)
{
  return package.end == PackageEnd::passed || package.end == PackageEnd::failed ||
         package.end == PackageEnd::no_tests;
}

bool
names_all_packages(const GoTestArguments& arguments, const SourceRoots& roots)
{
  const auto& patterns = arguments.packages;
  if (roots.modules.size() == 1 && patterns == std::vector<std::string>{"./..."}) {
    std::error_code error;
    const fs::path here = arguments.directory.empty() ? "." : arguments.directory;
    return fs::equivalent(here, roots.modules.front().dir, error) && !error;
  }
  return !roots.modules.empty() &&
         std::all_of(roots.modules.begin(), roots.modules.end(), [&](const auto& module) {
           return std::find(patterns.begin(), patterns.end(), module.path + "/...") !=
                  patterns.end();
         });
}

} // namespace

void
mark_stopped(TestRun& run)
{
  for (PackageRun& package : run.packages) {
    package.end = package.end == PackageEnd::failed ? PackageEnd::stopped : package.end;
  }
}

Coverage
coverage_of(const TestRun& run, const GoTestArguments& arguments, const GoTestArguments& inherited,
            const SourceRoots& roots)
{
  const bool failed =
      std::any_of(run.packages.begin(), run.packages.end(),
                  [](const PackageRun& package) { return go_test_failed(package.end); });
  if (selects_tests(arguments, failed) || selects_tests(inherited, failed) ||
      !std::all_of(run.packages.begin(), run.packages.end(), is_whole)) {
    return Coverage::some_tests;
  }
  return names_all_packages(arguments, roots) ? Coverage::everything : Coverage::some_packages;
}

} // namespace leakgate
