#include "gate/app/suite/go_test_run.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace leakgate;
using Words = std::vector<std::string>;

namespace {

TestRun
run_that(PackageEnd end)
{
  TestRun run;
  run.packages.resize(2);
  run.packages[0].end = PackageEnd::passed;
  run.packages[1].end = end;
  return run;
}

SourceRoots
module_here()
{
  SourceRoots roots;
  roots.modules = {{"example.com/app", std::filesystem::current_path().string()}};
  return roots;
}

Coverage
coverage(const Words& words, const Words& goflags = {}, PackageEnd end = PackageEnd::passed,
         const SourceRoots& roots = module_here())
{
  return coverage_of(run_that(end), parse_go_test_arguments(words).value(),
                     parse_go_test_arguments(goflags).value(), roots);
}

} // namespace

TEST_CASE("coverage: all packages of the module, from its folder or by its path")
{
  CHECK(coverage({"./...", "-race", "-count=2", "-bench=."}) == Coverage::everything);
  CHECK(coverage({"example.com/app/..."}) == Coverage::everything);
  CHECK(coverage({"example.com/app/...", "fmt"}) == Coverage::everything);
}

TEST_CASE("coverage: other patterns, and a folder below the module's, are some packages")
{
  CHECK(coverage({}) == Coverage::some_packages);
  CHECK(coverage({"./a/..."}) == Coverage::some_packages);
  CHECK(coverage({"./...", "./a"}) == Coverage::some_packages);
  CHECK(coverage({"example.com/..."}) == Coverage::some_packages);
  SourceRoots above = module_here();
  above.modules.front().dir = std::filesystem::current_path().parent_path().string();
  CHECK(coverage({"./..."}, {}, PackageEnd::passed, above) == Coverage::some_packages);
  CHECK(coverage({"./..."}, {}, PackageEnd::passed, {}) == Coverage::some_packages);
  CHECK(coverage({"-C=/no/such/folder", "./..."}) == Coverage::some_packages);
}

TEST_CASE("coverage: in a workspace every module must be named")
{
  SourceRoots roots = module_here();
  roots.modules.push_back({"example.com/lib", "/lib"});
  const auto end = PackageEnd::passed;
  CHECK(coverage({"./..."}, {}, end, roots) == Coverage::some_packages);
  CHECK(coverage({"example.com/app/..."}, {}, end, roots) == Coverage::some_packages);
  CHECK(coverage({"example.com/lib/...", "example.com/app/..."}, {}, end, roots) ==
        Coverage::everything);
}

TEST_CASE("coverage: flags that leave tests out, wherever they stand")
{
  for (const char* flag : {"-run=A", "--skip=A", "-short", "-fuzz=A", "-test.run=A"}) {
    CAPTURE(flag);
    CHECK(coverage({"./...", flag}) == Coverage::some_tests);
    CHECK(coverage({"./..."}, {flag}) == Coverage::some_tests);
  }
  CHECK(coverage({"./...", "-port", "80", "-run", "A"}) == Coverage::some_tests);
  CHECK(coverage({"./...", "-args", "-test.short"}) == Coverage::some_tests);
  CHECK(coverage({"./...", "-args", "-short", "-run=A"}) == Coverage::everything);
}

TEST_CASE("coverage: a test process that did not come to its end has left tests out")
{
  CHECK(coverage({"./..."}, {}, PackageEnd::failed) == Coverage::everything);
  CHECK(coverage({"./..."}, {}, PackageEnd::no_tests) == Coverage::everything);
  CHECK(coverage({"./...", "-failfast"}) == Coverage::everything);
  CHECK(coverage({"./...", "-failfast"}, {}, PackageEnd::failed) == Coverage::some_tests);
  for (const PackageEnd end : {PackageEnd::crashed, PackageEnd::timed_out, PackageEnd::exited,
                               PackageEnd::build_failed, PackageEnd::unfinished}) {
    CHECK(coverage({"./..."}, {}, end) == Coverage::some_tests);
  }
}

TEST_CASE("coverage: what failed under -failfast was stopped, and left tests out")
{
  TestRun run = run_that(PackageEnd::failed);
  mark_stopped(run);
  CHECK(run.packages[0].end == PackageEnd::passed);
  CHECK(run.packages[1].end == PackageEnd::stopped);
  CHECK(coverage({"./..."}, {}, PackageEnd::stopped) == Coverage::some_tests);
  run = run_that(PackageEnd::timed_out);
  mark_stopped(run);
  CHECK(run.packages[1].end == PackageEnd::timed_out);
}
