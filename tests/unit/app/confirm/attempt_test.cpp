#include "gate/app/confirm/attempt.hpp"
#include "gate/app/confirm/budget.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <vector>

using namespace leakgate;
using Names = std::set<std::string>;

namespace {

ConfirmAttempt
attempt(const std::vector<TestCase>& tests, std::size_t rounds,
        EvidenceSource source = EvidenceSource::probe)
{
  ConfirmAttempt out;
  out.run.import_path = "m/a";
  out.run.tests = tests;
  out.evidence.emplace();
  out.evidence->source = source;
  out.evidence->rounds.resize(rounds);
  return out;
}

TestCase
test(const std::string& name, TestOutcome outcome)
{
  return {name, outcome, {}, ""};
}

const Names k_planned = {"TestA", "TestB", "TestC"};

} // namespace

TEST_CASE("confirm attempt: with all its rounds it is good, whatever failed in it")
{
  CHECK(worth_another(attempt({test("TestA", TestOutcome::fail)}, 3), k_planned, 3).empty());
}

TEST_CASE("confirm attempt: the others run again without the test that failed")
{
  ConfirmAttempt crashed =
      attempt({test("TestA", TestOutcome::pass), test("TestB", TestOutcome::pass),
               test("TestC", TestOutcome::none), test("TestB/x", TestOutcome::fail)},
              3, EvidenceSource::crash);
  CHECK(worth_another(crashed, k_planned, 3) == Names{"TestA", "TestC"});
  crashed.evidence.reset();
  CHECK(worth_another(crashed, k_planned, 3) == Names{"TestA", "TestC"});
}

TEST_CASE("confirm attempt: where none failed, those that had not ended are left out")
{
  const ConfirmAttempt exited =
      attempt({test("TestA", TestOutcome::pass), test("TestB", TestOutcome::none)}, 1);
  CHECK(worth_another(exited, k_planned, 3) == Names{"TestA", "TestC"});
}

TEST_CASE("confirm attempt: what ends without a culprit, or with none but culprits, is left so")
{
  CHECK(worth_another(attempt({test("TestA", TestOutcome::pass)}, 1), k_planned, 3).empty());
  CHECK(worth_another(attempt({test("TestA", TestOutcome::fail)}, 1), {"TestA"}, 3).empty());
}

TEST_CASE(
    "confirm attempt: where the budget ended it, both the failed and the unfinished are left out")
{
  ConfirmAttempt cut = attempt({test("TestA", TestOutcome::fail), test("TestB", TestOutcome::none)},
                               1, EvidenceSource::none);
  cut.cut_off = true;
  CHECK(worth_another(cut, k_planned, 3) == Names{"TestC"});
  cut.run.tests.clear();
  CHECK(worth_another(cut, k_planned, 3) == k_planned);
}

TEST_CASE("confirm attempt: a slow test had no time, a quick one that does not end is stuck")
{
  using std::chrono::milliseconds;
  PackageRun first;
  first.tests = {test("TestA", TestOutcome::pass), test("TestB", TestOutcome::pass)};
  first.tests[0].elapsed = std::chrono::seconds(8);
  CHECK_FALSE(had_time({"TestA"}, first, 3, milliseconds(40'000)));
  CHECK(had_time({"TestA"}, first, 3, milliseconds(50'000)));
  CHECK(had_time({"TestB"}, first, 3, milliseconds(2'000)));
  CHECK_FALSE(had_time({"TestB"}, first, 3, milliseconds(1'000)));
}

TEST_CASE("confirm attempt: what failed and did not run again still stands as failed")
{
  ConfirmAttempt known =
      attempt({test("TestA", TestOutcome::fail), test("TestB", TestOutcome::none),
               test("TestC", TestOutcome::fail), test("TestA", TestOutcome::pass)},
              1);
  const ConfirmAttempt again = attempt({test("TestC", TestOutcome::pass)}, 3);
  ConfirmAttempt joined = known;
  replace_attempt(joined, again, {"TestC"});
  CHECK(joined == attempt({test("TestC", TestOutcome::pass), test("TestA", TestOutcome::fail),
                           test("TestB", TestOutcome::fail)},
                          3));
  // What the budget ended has not failed.
  known.cut_off = true;
  replace_attempt(known, again, {"TestC"});
  CHECK(known == attempt({test("TestC", TestOutcome::pass), test("TestA", TestOutcome::fail)}, 3));
}

TEST_CASE("confirm budget: one command has two thirds of what is left, and nothing left is nothing")
{
  using std::chrono::milliseconds;
  const ConfirmBudget::Clock::time_point start;
  const ConfirmBudget budget(milliseconds(900), start);
  CHECK(budget.left(start) == milliseconds(900));
  CHECK(budget.share(start) == milliseconds(600));
  CHECK(budget.share(start + milliseconds(600)) == milliseconds(200));
  CHECK(budget.left(start + milliseconds(901)) == milliseconds(0));
  CHECK(ConfirmBudget(milliseconds(0), start).left(start) == milliseconds(0));
}
