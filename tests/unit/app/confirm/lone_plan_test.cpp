#include "gate/app/confirm/lone_plan.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

namespace {

PackageRun
run_of(std::vector<std::pair<std::string, TestOutcome>> tests)
{
  PackageRun run;
  run.import_path = "m/a";
  for (auto& [name, outcome] : tests) {
    run.tests.push_back({name, outcome, {}, ""});
  }
  return run;
}

const ConfirmPlan k_plan = {{{"m/a", {"TestA"}}}, {}};
constexpr TestOutcome k_pass = TestOutcome::pass;
constexpr TestOutcome k_fail = TestOutcome::fail;

// Three rounds that ended so.
Confirmation
rounds(std::vector<std::pair<std::string, TestOutcome>> tests, std::size_t number = 3)
{
  Confirmation out;
  out.run.packages = {run_of(std::move(tests))};
  out.packages.resize(1);
  out.packages[0].import_path = "m/a";
  out.packages[0].rounds.resize(number);
  return out;
}

std::vector<LonePlan>
plans(const ConfirmPlan& plan, const Confirmation& confirmation,
      std::vector<std::pair<std::string, TestOutcome>> first)
{
  TestRun run;
  run.packages = {run_of(std::move(first))};
  return plan_lone_processes(plan, confirmation, run);
}

} // namespace

TEST_CASE("lone plan: a test that fails the second time runs alone, and the others without it")
{
  CHECK(plans(k_plan, rounds({{"TestA", k_pass}, {"TestA/sub", k_fail}}),
              {{"TestA", k_pass},
               {"TestB", k_pass},
               {"TestB/sub", k_pass},
               {"TestC", k_fail},
               {"ExampleD", k_pass}}) ==
        std::vector<LonePlan>{{"m/a", {"TestA"}}, {"m/a", {"TestB"}}});
}

TEST_CASE("lone plan: so does one that ended the process")
{
  CHECK(plans(k_plan, rounds({{"TestA", TestOutcome::none}}, 1),
              {{"TestA", k_pass}, {"TestB", k_pass}})
            .size() == 2);
}

TEST_CASE("lone plan: where all tests are of that kind, each is what the others are compared with")
{
  CHECK(plans({{{"m/a", {"TestA", "TestB"}}}, {}}, rounds({{"TestA", k_fail}, {"TestB", k_fail}}),
              {{"TestA", k_pass}, {"TestB", k_pass}}) ==
        std::vector<LonePlan>{{"m/a", {"TestA"}}, {"m/a", {"TestB"}}});
}

TEST_CASE("lone plan: nothing for what has rounds, never passed, or has nothing beside it")
{
  CHECK(plans(k_plan, rounds({{"TestA", k_pass}}), {{"TestA", k_pass}, {"TestB", k_pass}}).empty());
  CHECK(plans(k_plan, rounds({{"TestA", k_fail}}), {{"TestA", k_fail}, {"TestB", k_pass}}).empty());
  CHECK(plans(k_plan, rounds({{"TestA", k_fail}}), {{"TestA", k_pass}}).empty());
  CHECK(plans(k_plan, Confirmation{}, {{"TestA", k_pass}, {"TestB", k_pass}}).empty());
}
