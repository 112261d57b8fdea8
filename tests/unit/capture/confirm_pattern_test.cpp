#include "gate/capture/confirm_pattern.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using Words = std::vector<std::string>;

namespace {

std::vector<RunChoice>
choices_of(const Words& line, const Words& goflags = {})
{
  GoTestPlan plan;
  plan.arguments = parse_go_test_arguments(line).value();
  plan.inherited = parse_go_test_arguments(goflags).value();
  return run_choices(plan);
}

using Choices = std::vector<RunChoice>;

} // namespace

TEST_CASE("run choices: what stands behind the first slash chooses subtests")
{
  CHECK(choices_of({}) == Choices(1));
  CHECK(choices_of({"-run=TestX"}) == Choices(1));
  CHECK(choices_of({"-run", "TestX/safe"}) == Choices{{"TestX", "/safe"}});
  CHECK(choices_of({"-run=TestX/safe/deep"}) == Choices{{"TestX", "/safe/deep"}});
  CHECK(choices_of({"-run=/safe"}) == Choices{{"", "/safe"}});
  CHECK(choices_of({"-run=TestX/"}) == Choices{{"TestX", "/"}});
}

TEST_CASE("run choices: a slash in brackets, in parentheses or behind a backslash is a letter")
{
  CHECK(choices_of({"-run=Test[/]X"}) == Choices(1));
  CHECK(choices_of({"-run=Test(A/a|B)/s"}) == Choices{{"Test(A/a|B)", "/s"}});
  CHECK(choices_of({"-run=Test\\/X"}) == Choices(1));
  CHECK(choices_of({"-run=Test\\/X/s\\|t"}) == Choices{{"Test\\/X", "/s\\|t"}});
  CHECK(choices_of({"-run=]/s"}) == Choices{{"]", "/s"}});
  CHECK(choices_of({"-run=[)]/s"}) == Choices{{"[)]", "/s"}});
}

TEST_CASE("run choices: each alternative has subtests of its own")
{
  CHECK(choices_of({"-run=TestA|TestB"}) == Choices(1));
  CHECK(choices_of({"-run=(TestA|TestB)/s"}) == Choices{{"(TestA|TestB)", "/s"}});
  CHECK(choices_of({"-run=TestA/(s|t)"}) == Choices{{"TestA", "/(s|t)"}});
  CHECK(choices_of({"-run=TestA/s|TestB"}) == Choices{{"TestA", "/s"}, {"TestB", ""}});
  CHECK(choices_of({"-run=TestA|TestB/s/t"}) == Choices{{"TestA", ""}, {"TestB", "/s/t"}});
  CHECK(choices_of({"-run=TestA/s|"}) == Choices{{"TestA", "/s"}, {"", ""}});
}

TEST_CASE("run choices: the last -run counts, behind -args that of the test binary")
{
  CHECK(choices_of({"-run=A/a", "-run", "B/b"}) == Choices{{"B", "/b"}});
  CHECK(choices_of({}, {"-run=A/a"}) == Choices{{"A", "/a"}});
  CHECK(choices_of({"-run=B"}, {"-run=A/a"}) == Choices(1));
  CHECK(choices_of({"-run=A/a", ".", "-args", "-test.run", "C/c"}) == Choices{{"C", "/c"}});
  CHECK(choices_of({"-run=A/a", ".", "-args", "-run", "C/c"}) == Choices{{"A", "/a"}});
  CHECK(choices_of({"-skip", "-run=C/c"}) == Choices(1));
}

TEST_CASE("confirm pattern: as many names as an argument holds")
{
  CHECK(confirm_pattern({{"/s", {"TestA", "TestB.x"}}}) == "^(TestA|TestB\\.x)$/s");
  CHECK(confirm_pattern({{"", {"TestC"}}, {"/s", {"TestA"}}}) == "^(TestC)$|^(TestA)$/s");
  CHECK(confirm_pattern({}) == "^$");
  CHECK(fits_in_pattern({std::string(100'000, 'x')}));
  CHECK_FALSE(fits_in_pattern({std::string(99'999, 'x'), "y"}));
}

TEST_CASE("stops at failure: the last -failfast decides, and a value of another flag is none")
{
  GoTestPlan plan;
  plan.arguments.flags = {"-failfast=false"};
  CHECK(!stops_at_failure(plan));
  plan.inherited.flags = {"-failfast"};
  CHECK(!stops_at_failure(plan)); // the command line comes behind GOFLAGS
  plan.arguments.flags = {"-run", "-failfast"};
  plan.inherited.flags = {};
  CHECK(!stops_at_failure(plan));
  plan.arguments.rest = {"-args", "-failfast"}; // the tests' own
  CHECK(!stops_at_failure(plan));
}

TEST_CASE("stops at failure: -failfast from anywhere")
{
  GoTestPlan plan;
  CHECK_FALSE(stops_at_failure(plan));
  plan.arguments.rest = {"-args", "-test.failfast"};
  CHECK(stops_at_failure(plan));
  plan = {};
  plan.inherited.flags = {"-failfast=true"};
  CHECK(stops_at_failure(plan));
}
