#include "reporters/ci/codequality.hpp"
#include "reporters/wording/totals.hpp"
#include "tests/unit/reporters/verdict_builders.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <string>

using namespace leakgate;
using Json = nlohmann::ordered_json;

namespace {

Json
entries(const Verdict& verdict)
{
  return Json::parse(render_codequality(verdict, verdicts::context()));
}

} // namespace

TEST_CASE("codequality: a leak is one entry at its test that says everything in a line")
{
  const Json all = entries(verdicts::one_leak());
  REQUIRE(all.size() == 1);
  CHECK(all[0] == Json::parse(R"json({
    "description": "goroutine blocked forever in chan receive (TestSubscribe/slow_reader), started in broker.(*Hub).Subscribe at broker/hub.go:141, blocked in broker.(*Hub).Subscribe.func1 at broker/hub.go:143. Range over a channel nobody closes. Fix: close it in Unsubscribe, or select on ctx.Done()",
    "check_name": "goroutine-leak",
    "fingerprint": "v1:00112233445566778899aabbccddeeff",
    "severity": "critical",
    "location": {
    "path" : "broker/broker_test.go", "lines":
    {
      "begin" : 88
    }}
})json"));
}

TEST_CASE("codequality: nothing found is an empty array, for only that reads as fixed")
{
  CHECK(render_codequality(verdicts::clean(), {}) == "[]\n");
  CHECK(entries(verdicts::with_baseline()).size() == 1); // known ones are no entries
}

TEST_CASE("codequality: no verdict is an entry, so that it does not look like all fixed")
{
  const Json all = entries(verdicts::no_verdict());
  REQUIRE(all.size() == 1);
  CHECK(all[0]["severity"] == "blocker");
  CHECK(all[0]["location"]["path"] == "go.mod");
  CHECK(all[0]["description"].get<std::string>().starts_with("leakgate has no verdict: no snap"));
}

TEST_CASE("codequality: a package that was not judged is an entry, for its leaks are not fixed")
{
  Verdict verdict = verdicts::clean();
  verdict.outcome = Outcome::tests_failed;
  verdict.packages.emplace_back().import_path = "example.com/app/x";
  verdict.packages.back().end = PackageEnd::build_failed;
  verdict.packages.back().note = "does not compile, so nothing ran";
  const Json all = entries(verdict);
  REQUIRE(all.size() == 1);
  CHECK(all[0]["severity"] == "blocker");
  CHECK(all[0]["fingerprint"] == "leakgate:not-judged");
  CHECK(all[0]["description"] ==
        "leakgate: example.com/app/x was not judged: does not compile, so nothing ran; leaks of it "
        "that are not listed here are not fixed, they were not looked at");
}

TEST_CASE("codequality: so is one whose tests did not come to their end")
{
  Verdict verdict = verdicts::clean();
  verdict.outcome = Outcome::tests_failed;
  PackageVerdict& package = verdict.packages.emplace_back();
  package.import_path = "example.com/app/x";
  package.judged = true;
  for (const PackageEnd end : {PackageEnd::crashed, PackageEnd::exited, PackageEnd::timed_out}) {
    package.end = end;
    const Json all = entries(verdict);
    REQUIRE(all.size() == 1);
    CHECK(all[0]["severity"] == "blocker");
  }
  CHECK(entries(verdict)[0]["description"].get<std::string>().starts_with(
      "leakgate: example.com/app/x was judged only in part: timed out; leaks of it"));
  CHECK(headline(verdict).ends_with("no leaks in the rest"));
  package.end = PackageEnd::failed;
  CHECK(entries(verdict).empty());
}

TEST_CASE("codequality: 100,000 equal fingerprints are told apart in seconds")
{
  Verdict verdict = verdicts::one_leak();
  verdict.findings.assign(100'000, verdicts::broker_leak());
  const std::string out = render_codequality(verdict, {});
  CHECK(out.find("eeff-100000\"") != std::string::npos);
}

TEST_CASE("codequality: files are named from the root of the repository")
{
  Verdict verdict = verdicts::one_leak();
  verdict.roots = {{{"example.com/app", "/src/app"}}, {"/go"}, "/mod", "/src"};
  const Json all = entries(verdict);
  CHECK(all[0]["location"]["path"] == "app/broker/broker_test.go");
  CHECK(all[0]["description"].get<std::string>().find(" at app/broker/hub.go:141, ") !=
        std::string::npos);
}

TEST_CASE("codequality: equal fingerprints are told apart, as GitLab keeps one of each")
{
  Verdict verdict = verdicts::one_leak();
  verdict.findings = {verdicts::broker_leak(), verdicts::broker_leak(), verdicts::broker_leak()};
  verdict.findings[1].fingerprint = "";
  const Json all = entries(verdict);
  CHECK(all[0]["fingerprint"] == "v1:00112233445566778899aabbccddeeff");
  CHECK(all[1]["fingerprint"] == "goroutine-leak:example.com/app/broker");
  CHECK(all[2]["fingerprint"] == "v1:00112233445566778899aabbccddeeff-2");
}

TEST_CASE("codequality: a fingerprint does not change with lines and counts")
{
  Verdict verdict = verdicts::one_leak();
  const Json before = entries(verdict)[0]["fingerprint"];
  verdict.findings[0].at.line += 7;
  verdict.findings[0].blocked.line += 7;
  verdict.findings[0].count = 9;
  CHECK(entries(verdict)[0]["fingerprint"] == before);
}

TEST_CASE("codequality: the user's call stands before a go statement of somebody else's")
{
  Verdict v = verdicts::one_leak();
  v.findings[0].started = {"sync.(*WaitGroup).Go", "$GOROOT/src/sync/waitgroup.go", 237};
  v.findings[0].called = {"example.com/app/store.Open", "store/store.go", 61};
  const std::string text = entries(v)[0]["description"];
  CHECK(text.find("called in store.Open at store/store.go:61, started in sync.(*WaitGroup).Go at "
                  "$GOROOT/src/sync/waitgroup.go:237, blocked in ") != std::string::npos);
}
