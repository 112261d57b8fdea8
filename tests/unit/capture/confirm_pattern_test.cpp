#include "gate/capture/confirm_pattern.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using Words = std::vector<std::string>;

namespace {

std::optional<std::string>
subtests_of(const Words& line, const Words& goflags = {})
{
  GoTestPlan plan;
  plan.arguments = parse_go_test_arguments(line).value();
  plan.inherited = parse_go_test_arguments(goflags).value();
  return chosen_subtests(plan);
}

} // namespace

TEST_CASE("chosen subtests: what stands behind the first slash of -run")
{
  CHECK(subtests_of({}) == "");
  CHECK(subtests_of({"-run=TestX"}) == "");
  CHECK(subtests_of({"-run", "TestX/safe"}) == "/safe");
  CHECK(subtests_of({"-run=TestX/safe/deep"}) == "/safe/deep");
  CHECK(subtests_of({"-run=/safe"}) == "/safe");
  CHECK(subtests_of({"-run=TestX/"}) == "/");
}

TEST_CASE("chosen subtests: a slash in brackets, in parentheses or behind a backslash is a letter")
{
  CHECK(subtests_of({"-run=Test[/]X"}) == "");
  CHECK(subtests_of({"-run=Test(A/a|B)/s"}) == "/s");
  CHECK(subtests_of({"-run=Test\\/X"}) == "");
  CHECK(subtests_of({"-run=]/s"}) == "/s");
  CHECK(subtests_of({"-run=[)]/s"}) == "/s");
}

TEST_CASE(
    "chosen subtests: alternatives of whole tests choose none, those with subtests have no value")
{
  CHECK(subtests_of({"-run=TestA|TestB"}) == "");
  CHECK(subtests_of({"-run=(TestA|TestB)/s"}) == "/s");
  CHECK(subtests_of({"-run=TestA/(s|t)"}) == "/(s|t)");
  CHECK(subtests_of({"-run=TestA/s|TestB"}) == std::nullopt);
  CHECK(subtests_of({"-run=TestA|TestB/s"}) == std::nullopt);
}

TEST_CASE("chosen subtests: the last -run counts, behind -args that of the test binary")
{
  CHECK(subtests_of({"-run=A/a", "-run", "B/b"}) == "/b");
  CHECK(subtests_of({}, {"-run=A/a"}) == "/a");
  CHECK(subtests_of({"-run=B"}, {"-run=A/a"}) == "");
  CHECK(subtests_of({"-run=A/a", ".", "-args", "-test.run", "C/c"}) == "/c");
  CHECK(subtests_of({"-run=A/a", ".", "-args", "-run", "C/c"}) == "/a");
  CHECK(subtests_of({"-skip", "-run=C/c"}) == "");
}

TEST_CASE("confirm pattern: as many names as an argument holds")
{
  CHECK(confirm_pattern({"TestA", "TestB.x"}, "/s") == "^(TestA|TestB\\.x)$/s");
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
