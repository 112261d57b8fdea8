#include "gate/app/confirm/groups.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace leakgate;
using Names = std::vector<std::string>;

namespace {

PackageRun
package(const std::string& import_path, const Names& tests)
{
  PackageRun run;
  run.import_path = import_path;
  for (const std::string& test : tests) {
    run.tests.push_back({test, TestOutcome::pass, {}, ""});
  }
  return run;
}

} // namespace

TEST_CASE("confirm groups: packages whose tests do not meet go together")
{
  const TestRun run{{package("m/a", {"TestA", "TestOther"}), package("m/b", {"TestB"})}};
  const ConfirmPlan plan{{{"m/a", {"TestA"}}, {"m/b", {"TestB"}}}};
  CHECK(confirm_groups(plan, run, false) == std::vector{plan});
}

TEST_CASE("confirm groups: a clean test of the name of a leaking one never runs")
{
  const TestRun run{{package("m/a", {"TestA", "TestSlow"}), package("m/b", {"TestSlow/x"}),
                     package("m/c", {"TestC"})}};
  const ConfirmPlan slow_is_clean_in_a{
      {{"m/a", {"TestA"}}, {"m/b", {"TestSlow"}}, {"m/c", {"TestC"}}}};
  CHECK(confirm_groups(slow_is_clean_in_a, run, false) ==
        std::vector<ConfirmPlan>{{{{"m/a", {"TestA"}}, {"m/c", {"TestC"}}}},
                                 {{{"m/b", {"TestSlow"}}}}});
  // The other way round it is the later package that would run it.
  const TestRun turned{{package("m/a", {"TestSlow"}), package("m/b", {"TestB", "TestSlow"})}};
  CHECK(confirm_groups({{{"m/a", {"TestSlow"}}, {"m/b", {"TestB"}}}}, turned, false) ==
        std::vector<ConfirmPlan>{{{{"m/a", {"TestSlow"}}}}, {{{"m/b", {"TestB"}}}}});
}

TEST_CASE("confirm groups: one name that leaks in both packages keeps them together")
{
  const TestRun run{{package("m/a", {"TestX", "TestA"}), package("m/b", {"TestX"})}};
  const ConfirmPlan plan{{{"m/a", {"TestX", "TestA"}}, {"m/b", {"TestX"}}}};
  CHECK(confirm_groups(plan, run, false) == std::vector{plan});
}

TEST_CASE("confirm groups: names that no argument holds together make two commands")
{
  const std::string a = "TestA" + std::string(60'000, 'x');
  const std::string b = "TestB" + std::string(60'000, 'x');
  CHECK(confirm_groups({{{"m/a", {a}}, {"m/b", {b}}}}, {}, false) ==
        std::vector<ConfirmPlan>{{{{"m/a", {a}}}}, {{{"m/b", {b}}}}});
  ConfirmPlan one{{{"m/a", {a, b}}, {"m/b", {"TestC"}}}};
  CHECK(drop_unnameable(one));
  CHECK(one == ConfirmPlan{{{"m/a", {a}}, {"m/b", {"TestC"}}}});
  CHECK_FALSE(drop_unnameable(one));
}

TEST_CASE("confirm groups: what failed under -failfast may have other tests and stands alone")
{
  TestRun run{{package("m/a", {"TestA"}), package("m/b", {"TestB"}), package("m/c", {"TestC"})}};
  run.packages[0].end = run.packages[1].end = run.packages[2].end = PackageEnd::passed;
  const ConfirmPlan plan{{{"m/a", {"TestA"}}, {"m/b", {"TestB"}}, {"m/c", {"TestC"}}}};
  CHECK(confirm_groups(plan, run, true) == std::vector{plan});
  run.packages[0].end = PackageEnd::failed;
  CHECK(confirm_groups(plan, run, false) == std::vector{plan});
  CHECK(
      confirm_groups(plan, run, true) ==
      std::vector<ConfirmPlan>{{{{"m/a", {"TestA"}}}}, {{{"m/b", {"TestB"}}, {"m/c", {"TestC"}}}}});
}
