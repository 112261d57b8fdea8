#include "tests/e2e/go_events.hpp"
#include "tests/e2e/match.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <stdexcept>

namespace leakgate::e2e {

namespace {

using nlohmann::json;

const std::string k_source = R"(package p

func TestA(t *testing.T) {
	go f() // leak: chan send
	go f() // leak: chan send test="TestA/a \"b" count=3 tier=proven
}

func helper() {
	go f() // leak: select|select (no cases) test=- count=any
}
)";

json
finding(const std::string& file, int line, const std::string& state)
{
  return {{"disposition", "reported"}, {"state", state},
          {"test", "TestA"},           {"count", 1},
          {"tier", "lingering"},       {"started", {{"file", file}, {"line", line}}}};
}

Expected
promise(int line)
{
  Expected expected;
  expected.file = "a_test.go";
  expected.line = line;
  expected.states = {"chan send"};
  expected.test = "TestA";
  return expected;
}

} // namespace

TEST_CASE("harness: a comment names the leak of its line")
{
  const auto read = read_expectations(k_source, "a_test.go");
  REQUIRE(read.size() == 3);
  CHECK(read[0].line == 4);
  CHECK(read[0].test == "TestA");
  CHECK(read[0].count == 1);
  CHECK(read[1].test == "TestA/a \"b");
  CHECK(read[1].count == 3);
  CHECK(read[1].tier == "proven");
  CHECK(read[2].states == std::vector<std::string>{"select", "select (no cases)"});
  CHECK(read[2].test.empty());
  CHECK(read[2].count == -1);
}

TEST_CASE("harness: a comment that cannot be understood is refused, with its place")
{
  CHECK_THROWS_WITH_AS((void)read_expectations("go f() // leak: select\n", "a.go"),
                       "a.go:1: not inside a test function: say test=NAME or test=-",
                       std::runtime_error);
  CHECK_THROWS_WITH_AS((void)read_expectations("\ngo f() // leak: select tset=TestA\n", "a.go"),
                       "a.go:2: unknown attribute tset", std::runtime_error);
}

TEST_CASE("harness: a missing and an extra finding are both shown")
{
  const json result = {{"findings", {finding("a_test.go", 9, "chan send")}}};
  CHECK(diff_findings({promise(4)}, result, {}) ==
        "- a_test.go:4 (started) [chan send] test=\"TestA\" count=1\n"
        "+ started a_test.go:9 blocked :0 at :0 [chan send] test=\"TestA\" count=1 leakers=\"\" "
        "lines=\"\" "
        "tier=lingering rule= () deadlock=\"-\" caused by \"\" phase= by \n"
        "  why \n"
        "  fix \n");
  CHECK(diff_findings({promise(9)}, result, {}).empty());
}

TEST_CASE("harness: one finding cannot keep two promises")
{
  const json result = {{"findings", {finding("a_test.go", 9, "chan send")}}};
  CHECK(diff_findings({promise(9), promise(9)}, result, {}) ==
        "- a_test.go:9 (started) [chan send] test=\"TestA\" count=1\n");
}

TEST_CASE("harness: a promise of proof holds only where there is proof")
{
  const json result = {{"findings", {finding("a_test.go", 9, "chan send")}}};
  Expected expected = promise(9);
  expected.tier = "proven";
  CHECK(diff_findings({expected}, result, {}).empty());
  MatchContext with_proof;
  with_proof.proof = true;
  CHECK_FALSE(diff_findings({expected}, result, with_proof).empty());
}

TEST_CASE("harness: a promise may name the rule and what became of the finding")
{
  json allowed = finding("a_test.go", 9, "chan send");
  allowed["disposition"] = "allowed";
  allowed["rule"] = "chan-send";
  Expected expected = promise(9);
  CHECK_FALSE(diff_findings({expected}, {{"findings", {allowed}}}, {}).empty());
  expected.as = "allowed";
  expected.rule = "chan-send";
  CHECK(diff_findings({expected}, {{"findings", {allowed}}}, {}).empty());
  expected.rule = "select";
  CHECK(diff_findings({expected}, {{"findings", {allowed}}}, {}) ==
        "- a_test.go:9 (started) [chan send] test=\"TestA\" count=1 rule=\"select\" "
        "as=\"allowed\"\n");
}

TEST_CASE("harness: a ledger that does not balance is noticed")
{
  const json ledger = {{"seen", 3},     {"in_before", 1}, {"runtime", 1},        {"allowed", 0},
                       {"baseline", 0}, {"reported", 0},  {"below_threshold", 0}};
  const json result = {{"version", 1},
                       {"outcome", "pass"},
                       {"metrics", json::object()},
                       {"ledger", ledger},
                       {"packages", {{{"import_path", "p"}, {"ledger", ledger}}}},
                       {"problems", json::array()},
                       {"findings", json::array()}};
  CHECK(check_result(result) == "total: ledger does not balance: seen 3, parts 2\n"
                                "p: ledger does not balance: seen 3, parts 2\n");
}

TEST_CASE("harness: a test that prints something else under the gate is noticed")
{
  const auto plain = read_events(
      R"({"Action":"output","Package":"p","Test":"TestA","Output":"--- PASS: TestA (0.10s)\n"})"
      "\n"
      R"({"Action":"pass","Package":"p","Test":"TestA"})"
      "\n");
  const auto later = read_events(
      R"({"Action":"output","Package":"p","Test":"TestA","Output":"--- PASS: TestA (0.20s)\n"})"
      "\n"
      R"({"Action":"pass","Package":"p","Test":"TestA"})"
      "\n");
  const auto other =
      read_events(R"({"Action":"output","Package":"p","Test":"TestA","Output":"hello\n"})"
                  "\n"
                  R"({"Action":"fail","Package":"p","Test":"TestA"})"
                  "\n");
  CHECK(diff_ordinary(plain, later, true).empty());
  CHECK(diff_ordinary(plain, other, true).find("pass without the gate, fail under it") !=
        std::string::npos);
  CHECK(diff_ordinary(plain, other, true).find("prints something else") != std::string::npos);
  CHECK(diff_ordinary(plain, {}, true) == "\"p TestA\": is lost under the gate\n");
}

TEST_CASE("harness: JUnit with a forbidden character or a missing leak is noticed")
{
  const std::string good = "<testsuites><testsuite name=\"p\"><testcase classname=\"p\" "
                           "name=\"TestA\"/></testsuite></testsuites>";
  CHECK(check_junit(good, {{"p TestA", {"pass", ""}}}, {}).empty());
  CHECK(check_junit(good, {}, {{"p", 1}}) ==
        "JUnit: p has 1 leaking tests, but only 0 failing cases with file and line\n");
  CHECK(check_junit(good, {{"p TestB", {"pass", ""}}}, {}) == "JUnit has no pass case p TestB\n");
  CHECK(check_junit("<testsuites>\x1b</testsuites>", {}, {}) ==
        "control character 27 at byte 12\n");
  CHECK(check_junit("<testsuites>&#27;</testsuites>", {}, {}) ==
        "reference to a character outside XML 1.0 at byte 12\n");
}

} // namespace leakgate::e2e
