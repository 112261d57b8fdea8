#include "tests/support/evidence_builder.hpp"
#include "tests/unit/rules/judged.hpp"

#include <doctest/doctest.h>

#include <utility>
#include <vector>

using namespace leakgate;
using namespace leakgate::test;

namespace {

constexpr const char* k_file = "/src/app/broker/hub.go";
constexpr const char* k_tests = "/src/app/broker/hub_test.go";

// One that New started, in a process without ancestors.
GoroutineBuilder
started(std::int64_t id)
{
  return GoroutineBuilder(id)
      .at(frame("(*Hub).run", "hub.go", 20))
      .by(frame("New", "hub.go", 10), 5)
      .label("TestHub/a");
}

// A way from a line of the test, by a helper.
CodeCase
way_from(int line)
{
  CodeCase way;
  way.channel.closed = {{"New", k_file, 10}, {"helper", k_tests, 7}, {"TestHub", k_tests, line}};
  return way;
}

Verdict
judged_with(std::vector<Goroutine> left, std::vector<CodeCase> ways)
{
  CodeFacts facts;
  facts.statement = "led";
  facts.cases = std::move(ways);
  const CodeFactsAt facts_at = [&](const CodeQuery& query) -> const CodeFacts* {
    const CodeQuery expected{
        "broker/hub.go", 10, "led", {"New", k_package, k_package, "TestHub/a"}};
    return query == expected ? &facts : nullptr;
  };
  return judged(evidence_of(std::move(left)), {}, {}, facts_at);
}

} // namespace

TEST_CASE("led there: the source shows the line of the test where the process kept no ancestors")
{
  const Verdict verdict = judged_with({started(9)}, {way_from(30)});
  REQUIRE(verdict.findings.size() == 1);
  const Finding& finding = verdict.findings.front();
  CHECK(finding.at == Place{std::string(k_package) + ".TestHub", "broker/hub_test.go", 30});
  CHECK(finding.attribution == Attribution::label);
  CHECK(finding.ancestors.empty()); // nobody saw them
}

TEST_CASE("led there: of several lines that may have led there none is named")
{
  const Verdict verdict = judged_with({started(9)}, {way_from(30), way_from(40)});
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings.front().at.file.empty());
}

TEST_CASE("led there: as many goroutines as lines came by one line each")
{
  const Verdict verdict = judged_with({started(9), started(12)}, {way_from(30), way_from(40)});
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings.front().count == 2);
  CHECK(verdict.findings.front().at.line == 30);
}

TEST_CASE("led there: what ancestors show is not asked of the source")
{
  const Goroutine seen = started(9).in_test(
      5, {frame("New", "hub.go", 10), frame("TestHub.func1", "hub_test.go", 50)});
  const Verdict verdict = judged_with({seen}, {way_from(30)});
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings.front().at.line == 50);
}
