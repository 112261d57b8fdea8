#include "reporters/github/github.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/unit/reporters/github/leaking_verdict.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <string>

using namespace leakgate;
using namespace leakgate::test;
using Json = nlohmann::json;

namespace {

GithubContext
context()
{
  GithubContext out;
  out.owner = "acme";
  out.repository = "shop";
  out.event = "push";
  out.run = {"ci/test", 50, 1, std::string(40, 'a'), "https://github.com/acme/shop/actions/runs/50",
             ""};
  return out;
}

Delivery
deliver(ScriptedServer& server, const Verdict& verdict, const GithubContext& where = context())
{
  ApiClient api = server.client();
  return deliver_github_check(verdict, {[](const std::string&, int) { return std::string(); }},
                              where, api);
}

ScriptedServer
accepting()
{
  return ScriptedServer([](const SeenRequest& request) {
    return answer(request.method == "POST" ? 201 : 200, R"({"id":31})");
  });
}

Json
body_of(const ScriptedServer& server, std::size_t call)
{
  REQUIRE(server.seen.size() > call);
  return Json::parse(server.seen[call].body);
}

Verdict
with_leaks(int count)
{
  std::vector<Finding> findings;
  for (int i = 0; i < count; ++i) {
    findings.push_back(leak("Run" + std::to_string(i), 30 + i));
  }
  return verdict_with(std::move(findings));
}

} // namespace

TEST_CASE("github check: a run on the head with the summary and a mark for each finding")
{
  ScriptedServer server = accepting();
  const Delivery delivery = deliver(server, with_leaks(1));
  CHECK(delivery.state == DeliveryState::delivered);
  CHECK(delivery.message == "check run \"leakgate\" created (id 31)");
  REQUIRE(server.seen.size() == 1);
  CHECK(server.seen[0].method == "POST");
  CHECK(server.seen[0].url == "https://api.example.com/repos/acme/shop/check-runs");
  Json body = body_of(server, 0);
  const std::string summary = body["output"]["summary"];
  CHECK(summary.find("TestSubscribe") != std::string::npos);
  CHECK(summary.size() <= 65535);
  body["output"].erase("summary");
  CHECK(body == Json::parse(R"json({
    "name": "leakgate",
    "head_sha": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "status": "completed",
    "conclusion": "failure",
    "external_id": "ci/test",
    "details_url": "https://github.com/acme/shop/actions/runs/50",
    "output": {
      "title": "1 leaked goroutine of 1 cause",
      "annotations": [{
        "path": "broker/hub.go",
        "start_line": 30,
        "end_line": 30,
        "annotation_level": "failure",
        "title": "leakgate: goroutine leak",
        "message": "goroutine still blocked in chan receive (lingering)\ntest: TestSubscribe\nstarted: broker.Run0 at broker/hub.go:30\nblocked: broker.Run0.func1 at broker/hub.go:31\nfix: close the channel\npackage: example.com/app/broker",
        "raw_details": "example.com/app/broker.Run0.func1\n    /src/broker/hub.go:31"
      }]
    }
  })json"));
}

TEST_CASE("github check: what the verdict comes to")
{
  const auto conclusion = [](const Verdict& verdict) {
    ScriptedServer server = accepting();
    CHECK(deliver(server, verdict).state == DeliveryState::delivered);
    return body_of(server, 0)["conclusion"].get<std::string>();
  };
  CHECK(conclusion(with_leaks(0)) == "success");
  CHECK(conclusion(with_leaks(2)) == "failure");
  Verdict verdict = with_leaks(0);
  verdict.outcome = Outcome::no_verdict;
  CHECK(conclusion(verdict) == "failure");
  verdict.outcome = Outcome::tests_failed;
  CHECK(conclusion(verdict) == "neutral");
  verdict.findings.push_back(leak("Run", 3));
  CHECK(conclusion(verdict) == "failure");
}

TEST_CASE("github check: what was let pass has no mark, a stale entry a notice")
{
  Verdict verdict = with_leaks(2);
  verdict.findings[1].disposition = Disposition::baseline;
  Finding stale;
  stale.kind = FindingKind::policy;
  stale.disposition = Disposition::below_threshold;
  stale.message = "allow entry matches nothing";
  stale.at = {"", ".leakgate.yml", 4};
  verdict.findings.push_back(stale);
  ScriptedServer server = accepting();
  REQUIRE(deliver(server, verdict).state == DeliveryState::delivered);
  const Json annotations = body_of(server, 0)["output"]["annotations"];
  REQUIRE(annotations.size() == 2);
  CHECK(annotations[0]["annotation_level"] == "failure");
  CHECK(annotations[1] == Json{{"path", ".leakgate.yml"},
                               {"start_line", 4},
                               {"end_line", 4},
                               {"annotation_level", "notice"},
                               {"title", "leakgate: configuration"},
                               {"message", "allow entry matches nothing"}});
}

TEST_CASE("github check: what has no place in the repository stands at go.mod")
{
  Verdict verdict = with_leaks(1);
  verdict.findings[0].started = {"net/http.x", "$GOROOT/src/net/http/x.go", 7};
  verdict.findings[0].blocked = {"net/http.y", "", 0};
  ScriptedServer server = accepting();
  REQUIRE(deliver(server, verdict).state == DeliveryState::delivered);
  CHECK(body_of(server, 0)["output"]["annotations"][0]["path"] == "go.mod");
}

TEST_CASE("github check: fifty marks in a call, five hundred in all")
{
  ScriptedServer server = accepting();
  CHECK(deliver(server, with_leaks(120)).message == "check run \"leakgate\" created (id 31)");
  REQUIRE(server.seen.size() == 3);
  CHECK(server.seen[2].method == "PATCH");
  CHECK(server.seen[2].url == "https://api.example.com/repos/acme/shop/check-runs/31");
  const Json last = body_of(server, 2);
  CHECK(last.size() == 1);
  CHECK(last["output"]["annotations"].size() == 20);
  CHECK(last["output"]["annotations"][0]["start_line"] == 130);
  CHECK(last["output"]["title"] == "120 leaked goroutines of 120 causes");
  CHECK(last["output"]["summary"] == body_of(server, 0)["output"]["summary"]);

  ScriptedServer many = accepting();
  CHECK(deliver(many, with_leaks(700)).message ==
        "check run \"leakgate\" created (id 31), with 500 of 700 marks");
  CHECK(many.seen.size() == 10);
}

TEST_CASE("github check: a leak of several tests has a mark at the line of each, behind the leaks")
{
  ScriptedServer server = accepting();
  Verdict verdict = with_leaks(2);
  Finding& first = verdict.findings[0];
  first.leakers = {{first.test, 1}, {"TestB", 1}, {"TestC", 1}};
  first.leakers[1].at = {"example.com/app/broker.TestB", "broker/hub_test.go", 12};
  first.leakers[2].at = first.leakers[1].at; // one mark a line
  (void)deliver(server, verdict);
  const Json marks = body_of(server, 0)["output"]["annotations"];
  REQUIRE(marks.size() == 3);
  CHECK(marks[1]["start_line"] == 31);
  CHECK(marks[2]["path"] == "broker/hub_test.go");
  CHECK(marks[2]["start_line"] == 12);
}

TEST_CASE("github check: marks that cannot be added do not take back the run")
{
  ScriptedServer server([](const SeenRequest& request) {
    return request.method == "POST" ? answer(201, R"({"id":31})")
                                    : answer(422, R"({"message":"Validation Failed"})");
  });
  const Delivery delivery = deliver(server, with_leaks(60));
  CHECK(delivery.state == DeliveryState::delivered);
  CHECK(delivery.message ==
        "check run \"leakgate\" created (id 31), with 50 of 60 marks: PATCH https://"
        "api.example.com/repos/acme/shop/check-runs/31: 422, got \"Validation Failed\"");
}

TEST_CASE("github check: the name says the key, hostile text stays text")
{
  GithubContext where = context();
  where.check_name = "leakgate (linux\n\x1b[31m)";
  Verdict verdict = with_leaks(1);
  verdict.findings[0].message = "a\xff\x1b]0;x\x07\n::error::b";
  ScriptedServer server = accepting();
  const Delivery delivery = deliver(server, verdict, where);
  CHECK(delivery.message.find('\n') == std::string::npos);
  const Json body = body_of(server, 0);
  CHECK(body["name"] == "leakgate (linux )");
  const std::string message = body["output"]["annotations"][0]["message"];
  CHECK(message.find('\x1b') == std::string::npos);
  CHECK(message.find("\n::error") == std::string::npos);
}

TEST_CASE("github check: an answer that is lost is asked for again, a refusal is explained")
{
  int calls = 0;
  ScriptedServer lost([&](const SeenRequest&) {
    return ++calls == 1 ? ScriptedAnswer(tl::unexpected(HttpError{"POST x: lost", false}))
                        : answer(201, R"({"id":31})");
  });
  CHECK(deliver(lost, with_leaks(1)).state == DeliveryState::delivered);
  CHECK(lost.seen.size() == 2);

  ScriptedServer never([](const SeenRequest&) {
    return ScriptedAnswer(tl::unexpected(HttpError{"POST x: lost", false}));
  });
  CHECK(deliver(never, with_leaks(1)).state == DeliveryState::failed);
  CHECK(never.seen.size() == 3);

  ScriptedServer refusing([](const SeenRequest&) {
    return answer(403, R"({"message":"Resource not accessible by integration"})");
  });
  const Delivery delivery = deliver(refusing, with_leaks(1));
  CHECK(delivery.state == DeliveryState::failed);
  CHECK(delivery.message ==
        "POST https://api.example.com/repos/acme/shop/check-runs: 403, got \"Resource not "
        "accessible by integration\" (the token may not do this); give the job `permissions: "
        "checks: write`");
}

TEST_CASE("github check: without the commit of the change there is no place for it")
{
  GithubContext where = context();
  where.event = "issue_comment";
  where.run.commit = "";
  ScriptedServer server = accepting();
  const Delivery delivery = deliver(server, with_leaks(1), where);
  CHECK(delivery.state == DeliveryState::not_here);
  CHECK(delivery.message ==
        "the commit of the change is not known in this run (event \"issue_comment\")");
  CHECK(server.seen.empty());
}
