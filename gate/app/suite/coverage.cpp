#include "gate/app/suite/coverage.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

namespace leakgate {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 6> k_selecting = {"run",  "skip", "short",
                                                         "fuzz", "list", "failfast"};

// -failfast leaves tests out only after a failure.
bool
leaves_tests_out(std::string_view flag, bool failed)
{
  return std::find(k_selecting.begin(), k_selecting.end(), flag) != k_selecting.end() &&
         (flag != "failfast" || failed);
}

// Also the words behind -args: the go command hands them to the test binary, which
// knows `-test.run` too.
bool
selects_tests(const GoTestArguments& arguments, bool failed)
{
  bool behind_args = false;
  for (const auto* words : {&arguments.flags, &arguments.rest}) {
    for (const std::string& word : *words) {
      behind_args = behind_args || word == "-args" || word == "--args";
      if (is_test_flag(word, behind_args) && leaves_tests_out(go_flag_name(word), failed)) {
        return true;
      }
    }
  }
  return false;
}

bool
came_to_its_end(const PackageRun& package)
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

Coverage
coverage_of(const TestRun& run, const GoTestArguments& arguments, const GoTestArguments& inherited,
            const SourceRoots& roots)
{
  const bool failed =
      std::any_of(run.packages.begin(), run.packages.end(),
                  [](const PackageRun& package) { return go_test_failed(package.end); });
  if (selects_tests(arguments, failed) || selects_tests(inherited, failed) ||
      !std::all_of(run.packages.begin(), run.packages.end(), came_to_its_end)) {
    return Coverage::some_tests;
  }
  return names_all_packages(arguments, roots) ? Coverage::everything : Coverage::some_packages;
}

} // namespace leakgate
