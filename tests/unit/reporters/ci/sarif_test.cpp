#include "gate/base/gzip.hpp"
#include "reporters/ci/sarif.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <string>

using namespace leakgate;
using Json = nlohmann::ordered_json;

namespace {

Json
run_of(const Verdict& verdict, const SarifLimits& limits = {})
{
  return Json::parse(render_sarif_within(verdict, verdicts::context(), limits))["runs"][0];
}

Json
uri_of(const Json& location)
{
  return location["physicalLocation"]["artifactLocation"]["uri"];
}

std::string
notes_of(const Json& run)
{
  std::string out;
  for (const Json& note :
       run["invocations"][0].value("toolExecutionNotifications", Json::array())) {
    out +=
        note["level"].get<std::string>() + ": " + note["message"]["text"].get<std::string>() + "\n";
  }
  return out;
}

} // namespace

TEST_CASE("sarif: a leak is a result at its test, with links in the order of the console")
{
  const Json run = run_of(verdicts::one_leak());
  REQUIRE(run["results"].size() == 1);
  const Json& result = run["results"][0];
  CHECK(result["ruleId"] == "goroutine-leak");
  CHECK(result["level"] == "error");
  CHECK(result["message"]["text"] ==
        R"text(goroutine blocked forever in chan receive (TestSubscribe/slow_reader).
Evidence: proven · +1 each round (3 of 3)
Test: TestSubscribe/slow_reader at [broker/broker_test.go:88](1)
Started: broker.(*Hub).Subscribe at [broker/hub.go:141](2)
Blocked: broker.(*Hub).Subscribe.func1 at [broker/hub.go:143](3)
Why: range over a channel nobody closes
Fix: close it in Unsubscribe, or select on ctx.Done())text");
  REQUIRE(result["locations"].size() == 1);
  CHECK(uri_of(result["locations"][0]) == "broker/broker_test.go");
  CHECK(result["locations"][0]["physicalLocation"]["region"] ==
        Json::parse(R"({"startLine":88,"startColumn":3,"endLine":88,"endColumn":32})"));
  CHECK(result["partialFingerprints"] ==
        Json{{"leakgate/v1", "v1:00112233445566778899aabbccddeeff"}});
  CHECK_FALSE(result.contains("baselineState"));
  CHECK(run["invocations"][0]["executionSuccessful"] == true);
}

TEST_CASE("sarif: the code flow goes from the test over the go statement to the blocked line")
{
  const Json result = run_of(verdicts::one_leak())["results"][0];
  const Json& flow = result["codeFlows"][0]["threadFlows"][0]["locations"];
  REQUIRE(flow.size() == 3);
  CHECK(flow[0]["location"]["message"]["text"] == "Test: TestSubscribe/slow_reader");
  CHECK(flow[1]["location"]["message"]["text"] == "Started: broker.(*Hub).Subscribe");
  CHECK(flow[2]["location"]["physicalLocation"]["region"]["startLine"] == 143);
  REQUIRE(result["relatedLocations"].size() == 3);
  CHECK(result["relatedLocations"][2]["id"] == 3);
}

TEST_CASE("sarif: a step outside the repository is no link and stands at the result's place")
{
  Verdict verdict = verdicts::one_leak();
  verdict.findings[0].started = {"net/http.(*Transport).dialConn",
                                 "$GOROOT/src/net/http/transport.go", 1994};
  const Json result = run_of(verdict)["results"][0];
  const std::string text = result["message"]["text"];
  const std::string started =
      "Started: http.(*Transport).dialConn at $GOROOT/src/net/http/transport.go:1994";
  CHECK(text.find("\n" + started +
                  "\nBlocked: broker.(*Hub).Subscribe.func1 at "
                  "[broker/hub.go:143](3)") != std::string::npos);
  CHECK(result["relatedLocations"].size() == 2);
  const Json& step = result["codeFlows"][0]["threadFlows"][0]["locations"][1]["location"];
  CHECK(uri_of(step) == "broker/broker_test.go");
  CHECK(step["message"]["text"] == started);
}

TEST_CASE("sarif: results of one rule do not share a line, which would be one alert")
{
  Verdict verdict = verdicts::one_leak();
  verdict.findings = {verdicts::broker_leak(), verdicts::broker_leak(), verdicts::broker_leak(),
                      verdicts::broker_leak()};
  verdict.findings[3].rule = "another";
  const Json results = run_of(verdict)["results"];
  const auto line = [&](std::size_t i) {
    return results[i]["locations"][0]["physicalLocation"]["region"]["startLine"].get<int>();
  };
  CHECK(line(0) == 88);
  CHECK(line(1) == 141);
  CHECK(line(2) == 143);
  CHECK(line(3) == 88);
}

TEST_CASE("sarif: what was let pass is no result, as it would open an alert, but is counted")
{
  const Json known = run_of(verdicts::with_baseline());
  CHECK(known["results"].size() == 1);
  CHECK(known["results"][0]["baselineState"] == "updated");
  CHECK(notes_of(known) == "note: findings that do not fail the build are not among the results: 0 "
                           "allowed, 3 in the baseline, 0 below the limits\n");
  CHECK(run_of(verdicts::loosened())["results"] == Json::array());
}

TEST_CASE("sarif: without a verdict the run failed, and its list of results is empty")
{
  const Json run = run_of(verdicts::no_verdict());
  CHECK(run["results"] == Json::array());
  CHECK(run["invocations"][0]["executionSuccessful"] == false);
  CHECK(notes_of(run).starts_with("error: no verdict: no snapshot of example.com/app/broker"));
  const Json clean = run_of(verdicts::clean());
  CHECK(clean["results"] == Json::array());
  CHECK(clean["invocations"][0]["executionSuccessful"] == true);
}

TEST_CASE("sarif: a run in which one package could not be judged was not successful")
{
  Verdict verdict = verdicts::one_leak();
  verdict.outcome = Outcome::tests_failed;
  verdict.packages.emplace_back().import_path = "example.com/app/x";
  verdict.packages.back().end = PackageEnd::build_failed;
  CHECK(run_of(verdict)["invocations"][0]["executionSuccessful"] == false);
  verdict.packages.back().end = PackageEnd::no_tests;
  CHECK(run_of(verdict)["invocations"][0]["executionSuccessful"] == true);
}

TEST_CASE("sarif: what is over the limits is left out from the end, and said")
{
  const Verdict many = verdicts::many_findings();
  const Json few = run_of(many, {3, 10'000'000});
  REQUIRE(few["results"].size() == 3);
  CHECK(few["results"][0]["partialFingerprints"] ==
        run_of(many)["results"][0]["partialFingerprints"]);
  CHECK(notes_of(few).starts_with("warning: 197 of 200 findings are left out, the least severe"));
  const std::string small = render_sarif_within(many, verdicts::context(), {5000, 5'000});
  CHECK(gzip(small).size() <= 5'000); // what is uploaded is compressed
  CHECK(small.size() > 20'000);
  CHECK(Json::parse(small)["runs"][0]["results"].size() > 1);
  CHECK(run_of(many, {5000, 10})["results"].empty());
}

TEST_CASE("sarif: the rules explain the results, also where the verdict does not know them")
{
  const Json rules = run_of(verdicts::growing())["tool"]["driver"]["rules"];
  REQUIRE(rules.size() == 2);
  CHECK(rules[0]["id"] == "chan-receive");
  CHECK(rules[0]["shortDescription"]["text"] == "range over a channel nobody closes");
  CHECK(rules[0]["help"]["markdown"].get<std::string>().find("```go\ndefer close(ch)\n") !=
        std::string::npos);
  CHECK(rules[1]["id"] == "goroutine-leak");
  CHECK(rules[1]["help"]["text"] == "goroutine-leak");
  CHECK(run_of(verdicts::growing())["results"][1]["ruleIndex"] == 1);
}

TEST_CASE("sarif: file names are percent-encoded, texts cannot become links")
{
  Verdict verdict = verdicts::one_leak();
  verdict.findings[0].at.file = "c:a b/[x](y)%é\".go";
  verdict.findings[0].test = "TestX/[click](https://example.org)";
  const Json result = run_of(verdict)["results"][0];
  CHECK(uri_of(result["locations"][0]) == "c%3Aa%20b/%5Bx%5D%28y%29%25%C3%A9%22.go");
  const std::string text = result["message"]["text"];
  CHECK(text.find("TestX/[click] (https://example.org)") != std::string::npos);
  CHECK(text.find(R"text([c:a b/\[x\](y)%é".go:88](1))text") != std::string::npos);
}

TEST_CASE("sarif: the user's call stands behind a go statement of somebody else's")
{
  Verdict v = verdicts::one_leak();
  v.findings[0].started = {"sync.(*WaitGroup).Go", "$GOROOT/src/sync/waitgroup.go", 237};
  v.findings[0].called = {"example.com/app/store.Open", "store/store.go", 61};
  const Json run = run_of(v);
  const std::string text = run["results"][0]["message"]["text"];
  CHECK(
      text.find("\nCalled: store.Open at [store/store.go:61](2)\nStarted: sync.(*WaitGroup).Go at "
                "$GOROOT/src/sync/waitgroup.go:237\nBlocked: ") != std::string::npos);
  CHECK(uri_of(run["results"][0]["relatedLocations"][1]) == "store/store.go");
}
