#include "gate/base/text.hpp"
#include "reporters/delivery/marker.hpp"
#include "tests/unit/reporters/gitlab/fake_merge_request.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace leakgate;
using leakgate::test::answer;
using leakgate::test::FakeMergeRequest;
using leakgate::test::gitlab_context;
using leakgate::test::SeenRequest;
using Json = nlohmann::json;

namespace {

Delivery
deliver(FakeMergeRequest& fake, const Verdict& verdict, std::uint64_t pipeline = 100)
{
  const GitlabContext context = gitlab_context(pipeline);
  ApiClient api = fake.server.client(context.api_url);
  return deliver_gitlab_note(verdict, verdicts::context(), context, api);
}

std::string
marker_of(std::uint64_t pipeline, const std::string& key = "leakgate")
{
  Marker marker{"comment", gitlab_context(pipeline).run, "", "leaks"};
  marker.run.key = key;
  return write_marker(marker);
}

// The message of a delivery to a server that answers the first call with `status`.
Delivery
refused(int status, const std::string& body)
{
  FakeMergeRequest fake;
  fake.before = [&](const SeenRequest&) { return std::optional(answer(status, body)); };
  return deliver(fake, verdicts::one_leak());
}

} // namespace

TEST_CASE("gitlab_note: it is posted where there is something to say")
{
  FakeMergeRequest fake;
  const Delivery delivery = deliver(fake, verdicts::one_leak());
  CHECK(delivery.state == DeliveryState::delivered);
  CHECK(delivery.message == "note created");
  REQUIRE(fake.notes.size() == 1);
  const std::string body = fake.notes[0]["body"];
  CHECK(body.starts_with(marker_of(100)));
  CHECK(body.find("1 leaked goroutine of 1 cause") != std::string::npos);
  REQUIRE(fake.writes().size() == 1);
  CHECK(fake.server.seen.front().url == "https://gitlab.example.com/api/v4/projects/42/"
                                        "merge_requests/7/notes?sort=asc&order_by=created_at&"
                                        "per_page=100");
  CHECK(Json::parse(fake.writes()[0].body).size() == 1);
}

TEST_CASE("gitlab_note: nothing is posted when nothing is wrong, and nobody asks who we are")
{
  FakeMergeRequest fake;
  fake.add_note("looks good", 66);
  const Delivery delivery = deliver(fake, verdicts::clean());
  CHECK(delivery.state == DeliveryState::nothing_to_do);
  CHECK(fake.server.seen.size() == 1);
  CHECK(fake.writes().empty());
}

TEST_CASE("gitlab_note: the same run writes once, a newer one into the same note")
{
  FakeMergeRequest fake;
  static_cast<void>(deliver(fake, verdicts::one_leak()));
  const Delivery again = deliver(fake, verdicts::one_leak());
  CHECK(again.state == DeliveryState::delivered);
  CHECK(again.message == "note unchanged (id 301)");
  CHECK(fake.writes().size() == 1);

  CHECK(deliver(fake, verdicts::growing(), 101).message == "note updated (id 301)");
  CHECK(deliver(fake, verdicts::clean(), 102).message == "note updated (id 301)");
  REQUIRE(fake.notes.size() == 1);
  CHECK(fake.notes[0]["body"].get<std::string>().find("all clear") != std::string::npos);

  const std::size_t before = fake.writes().size();
  CHECK(deliver(fake, verdicts::one_leak(), 101).state == DeliveryState::nothing_to_do);
  CHECK(fake.writes().size() == before);
}

TEST_CASE("gitlab_note: of two notes of this job the older stays")
{
  FakeMergeRequest fake;
  fake.add_note(marker_of(90) + "one", 5);
  fake.add_note(marker_of(91) + "two", 5);
  CHECK(deliver(fake, verdicts::one_leak()).state == DeliveryState::delivered);
  REQUIRE(fake.notes.size() == 1);
  CHECK(fake.notes[0]["id"] == 301);
  CHECK(fake.count("DELETE /projects/42/merge_requests/7/notes/302") == 1);
}

TEST_CASE("gitlab_note: notes of others, of other jobs and of GitLab itself are left alone")
{
  FakeMergeRequest fake;
  fake.add_note(marker_of(90) + "forged", 66);
  fake.add_note(marker_of(90, "other job") + "theirs", 5);
  fake.add_note(marker_of(90) + "of the system", 5, true);
  const Json before = fake.notes;
  CHECK(deliver(fake, verdicts::one_leak()).message == "note created");
  REQUIRE(fake.notes.size() == 4);
  fake.notes.erase(3);
  CHECK(fake.notes == before);
  CHECK(fake.count("GET /user") == 1);
}

TEST_CASE("gitlab_note: it is found on a later page")
{
  FakeMergeRequest fake;
  fake.page_size = 3;
  for (int i = 0; i < 10; ++i) {
    fake.add_note(fmt::format("note {}", i), 66);
  }
  fake.add_note(marker_of(90) + "ours", 5);
  CHECK(deliver(fake, verdicts::one_leak()).message == "note updated (id 311)");
  CHECK(fake.notes.size() == 11);
}

TEST_CASE("gitlab_note: odd items of a list are left out")
{
  FakeMergeRequest fake;
  for (const Json& odd :
       {Json(), Json(7), Json("x"), Json::array(), Json::object(),
        Json{{"id", "302"}, {"body", marker_of(90)}}, Json{{"id", -3}, {"body", marker_of(90)}},
        Json{{"id", 303}, {"body", 7}, {"author", "bot"}},
        Json{{"id", 304}, {"body", marker_of(90)}, {"author", nullptr}}}) {
    fake.notes.push_back(odd);
  }
  CHECK(deliver(fake, verdicts::one_leak()).message == "note created");
  CHECK(fake.writes().size() == 1);
}

TEST_CASE("gitlab_note: what is no list of notes is an error, never a reason to post")
{
  for (const char* body : {"", "{}", "<html>", "[1", "null", "\"x\""}) {
    CAPTURE(body);
    const Delivery delivery = refused(200, body);
    CHECK(delivery.state == DeliveryState::failed);
    CHECK(delivery.message == "GET /projects/42/merge_requests/7/notes: not what GitLab answers, "
                              "got " +
                                  text::quoted(body) + " (does CI_API_V4_URL lead to a GitLab?)");
  }
}

TEST_CASE("gitlab_note: a refused token is told with what to do")
{
  for (const auto& [status, remark] :
       {std::pair(401, "the token is not accepted"), std::pair(403, "the token may not do this"),
        std::pair(404, "not there, or the token may not see it")}) {
    CAPTURE(status);
    const Delivery delivery = refused(status, R"({"message":"no"})");
    CHECK(delivery.state == DeliveryState::failed);
    CHECK(delivery.message ==
          fmt::format("GET https://gitlab.example.com/api/v4/projects/42/merge_requests/7/notes: "
                      "{}, got \"no\" ({}); {}",
                      status, remark, k_gitlab_token_advice));
  }
}

TEST_CASE("gitlab_note: who the token belongs to must be known before a note is taken for ours")
{
  FakeMergeRequest fake;
  fake.add_note(marker_of(90), 5);
  fake.before = [](const SeenRequest& request) {
    return test::call_of(request) == "GET /user" ? std::optional(answer(200, R"({"id":"5"})"))
                                                 : std::nullopt;
  };
  const Delivery delivery = deliver(fake, verdicts::one_leak());
  CHECK(delivery.state == DeliveryState::failed);
  CHECK(delivery.message == "GET /user: not what GitLab answers, got \"{\\\"id\\\":\\\"5\\\"}\" "
                            "(does CI_API_V4_URL lead to a GitLab?)");
  CHECK(fake.writes().empty());
}

TEST_CASE("gitlab_note: the limit of notes in a minute is waited for")
{
  FakeMergeRequest fake;
  bool first = true;
  fake.before = [&](const SeenRequest& request) -> std::optional<test::ScriptedAnswer> {
    if (request.method != "POST" || !std::exchange(first, false)) {
      return std::nullopt;
    }
    return answer(429, "Retry later\n", {{"retry-after", "7"}});
  };
  CHECK(deliver(fake, verdicts::one_leak()).state == DeliveryState::delivered);
  CHECK(fake.notes.size() == 1);
  REQUIRE_FALSE(fake.server.waits.empty());
  CHECK(fake.server.waits.front() >= std::chrono::seconds(7));
}

TEST_CASE("gitlab_note: without a merge request nothing is called")
{
  FakeMergeRequest fake;
  GitlabContext context = gitlab_context();
  context.merge_request = 0;
  ApiClient api = fake.server.client(context.api_url);
  const Delivery delivery =
      deliver_gitlab_note(verdicts::one_leak(), verdicts::context(), context, api);
  CHECK(delivery.state == DeliveryState::not_here);
  CHECK(delivery.message ==
        "CI_MERGE_REQUEST_IID: not set, this is no merge request pipeline (let the job run in "
        "one: `rules: - if: $CI_PIPELINE_SOURCE == \"merge_request_event\"`)");
  CHECK(fake.server.seen.empty());
}

TEST_CASE("gitlab_note: nothing of a verdict becomes a quick action, also inside of code")
{
  // A fence that is longer than three characters hides nothing from older releases: they take
  // the line ``` for its end.
  const std::string words = "/close\n```\n/merge";
  Verdict verdict = verdicts::hostile_markdown();
  Finding& finding = verdict.findings.front();
  finding.message = finding.fix = finding.test = finding.package = words;
  finding.stack = {{"```", "x", 1}, {"/close", "/merge", 2}, {"/approve", "y", 3}};
  finding.started.function = "/close";
  verdict.reason = "/close";
  const GitlabContext context = gitlab_context();
  for (const std::string& source : {std::string("/close"), std::string("\t/merge")}) {
    FakeMergeRequest fake;
    ApiClient api = fake.server.client(context.api_url);
    const ReportContext report{[&](const std::string&, int) { return source; }};
    CHECK(deliver_gitlab_note(verdict, report, context, api).message == "note created");
    const std::string body = fake.notes[0]["body"];
    for (const std::string_view line : text::split(body, '\n')) {
      CAPTURE(std::string(line));
      CHECK((!line.starts_with("/") || line.starts_with("//")));
    }
    // The text was safe before the guard, so what stands there is what is compared.
    CHECK(deliver_gitlab_note(verdict, report, context, api).message == "note unchanged (id 301)");
  }
}
