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

const std::string k_test_file = "broker/broker_test.go";
const std::string k_threads = "/projects/42/merge_requests/7/discussions";

Delivery
deliver(FakeMergeRequest& fake, const Verdict& verdict, std::uint64_t pipeline = 100)
{
  const GitlabContext context = gitlab_context(pipeline);
  ApiClient api = fake.server.client(context.api_url);
  return deliver_gitlab_discussions(verdict, {}, context, api);
}

Json
position(const std::string& type, const std::string& path)
{
  return {{"position_type", type},
          {"base_sha", std::string(40, 'a')},
          {"start_sha", std::string(40, 'b')},
          {"head_sha", std::string(40, 'c')},
          {"old_path", path},
          {"new_path", path}};
}

Json
written(const FakeMergeRequest& fake, std::size_t index)
{
  const FakeMergeRequest::Requests writes = fake.writes();
  REQUIRE(index < writes.size());
  return Json::parse(writes[index].body);
}

// Findings at the lines of a file of which all is shown.
Verdict
leaks_on_lines(int count)
{
  Verdict verdict = verdicts::one_leak();
  const Finding leak = verdict.findings.front();
  verdict.findings.clear();
  for (int i = 1; i <= count; ++i) {
    verdict.findings.push_back(leak);
    verdict.findings.back().fingerprint = fmt::format("v1:{:032x}", i);
    verdict.findings.back().at.line = i;
  }
  return verdict;
}

void
add_long_file(FakeMergeRequest& fake, int lines)
{
  std::string diff = fmt::format("@@ -0,0 +1,{} @@\n", lines);
  for (int i = 0; i < lines; ++i) {
    diff += "+line\n";
  }
  fake.files.push_back({{"old_path", k_test_file}, {"new_path", k_test_file}, {"diff", diff}});
}

std::string
marker_of(std::uint64_t pipeline)
{
  return write_marker({"line", gitlab_context(pipeline).run, verdicts::broker_leak().fingerprint,
                       "leaks", verdicts::broker_leak().package});
}

} // namespace

TEST_CASE("gitlab_discussions: a finding stands on its added line, between the three commits")
{
  FakeMergeRequest fake;
  fake.add_file(k_test_file);
  const Delivery delivery = deliver(fake, verdicts::one_leak());
  CHECK(delivery.state == DeliveryState::delivered);
  CHECK(delivery.message == "threads: 1 opened");
  const Json sent = written(fake, 0);
  Json expected = position("text", k_test_file);
  expected["new_line"] = 88;
  CHECK(sent.size() == 2);
  CHECK(sent["position"] == expected);
  CHECK(sent["body"].get<std::string>().starts_with(marker_of(100)));
  CHECK(fake.count("POST " + k_threads) == 1);
}

TEST_CASE(
    "gitlab_discussions: an unchanged line has both of its numbers, a renamed file both names")
{
  FakeMergeRequest fake;
  fake.add_file(k_test_file);
  fake.files[0]["old_path"] = "broker/old_test.go";
  Verdict verdict = verdicts::one_leak();
  verdict.findings[0].at.line = 89;
  static_cast<void>(deliver(fake, verdict));
  Json expected = position("text", k_test_file);
  expected["old_path"] = "broker/old_test.go";
  expected["new_line"] = 89;
  expected["old_line"] = 88;
  CHECK(written(fake, 0)["position"] == expected);
}

TEST_CASE("gitlab_discussions: a file whose lines are not shown is marked as a whole")
{
  for (const Json& diff : {Json(""), Json(), Json(7), Json("@@ -1 +1 @@\n-a\n+b\n")}) {
    FakeMergeRequest fake;
    fake.add_file(k_test_file);
    fake.files[0]["diff"] = diff;
    fake.files[0]["too_large"] = true;
    CHECK(deliver(fake, verdicts::one_leak()).message == "threads: 1 opened");
    CHECK(written(fake, 0)["position"] == position("file", k_test_file));
  }
}

TEST_CASE("gitlab_discussions: what the change does not touch is counted and not posted")
{
  FakeMergeRequest fake;
  fake.add_file("README.md");
  fake.add_file(k_test_file);
  fake.files[1]["deleted_file"] = true;
  const Delivery delivery = deliver(fake, verdicts::one_leak());
  CHECK(delivery.state == DeliveryState::nothing_to_do);
  CHECK(delivery.message == "findings: 1 outside of the change");
  CHECK(fake.writes().empty());
}

TEST_CASE("gitlab_discussions: without findings and threads the change is not even read")
{
  FakeMergeRequest fake;
  const Delivery delivery = deliver(fake, verdicts::clean());
  CHECK(delivery.state == DeliveryState::nothing_to_do);
  CHECK(delivery.message == "nothing to say, and nothing stood there");
  CHECK(fake.server.seen.size() == 2);
}

TEST_CASE("gitlab_discussions: the same again writes nothing, also in a newer run")
{
  FakeMergeRequest fake;
  fake.add_file(k_test_file);
  static_cast<void>(deliver(fake, verdicts::one_leak()));
  for (const std::uint64_t pipeline : {100, 101}) {
    const Delivery delivery = deliver(fake, verdicts::one_leak(), pipeline);
    CHECK(delivery.state == DeliveryState::delivered);
    CHECK(delivery.message == "threads: 1 unchanged");
  }
  CHECK(fake.writes().size() == 1);
}

TEST_CASE("gitlab_discussions: what is gone is resolved once, and opened again when it is back")
{
  FakeMergeRequest fake;
  fake.add_file(k_test_file);
  static_cast<void>(deliver(fake, verdicts::one_leak()));
  const std::string thread = k_threads + "/" + fake.threads[0]["id"].get<std::string>();

  CHECK(deliver(fake, verdicts::clean(), 101).message == "threads: 1 resolved");
  Json& first = fake.threads[0]["notes"][0];
  CHECK(first["resolved"] == true);
  CHECK(read_marker(first["body"].get<std::string>())->state == "clear");
  CHECK(written(fake, 1) == Json{{"resolved", true}});
  CHECK(test::call_of(fake.writes()[1]) == "PUT " + thread);
  CHECK(test::call_of(fake.writes()[2]) == "PUT " + thread + "/notes/301");

  CHECK(deliver(fake, verdicts::clean(), 102).state == DeliveryState::nothing_to_do);
  CHECK(fake.writes().size() == 3);

  CHECK(deliver(fake, verdicts::one_leak(), 103).message == "threads: 1 opened again");
  CHECK(written(fake, 3) == Json{{"resolved", false}});
  CHECK(first["resolved"] == false);
  CHECK(first["body"].get<std::string>().starts_with(marker_of(103)));
  CHECK(fake.writes().size() == 5);
  CHECK(fake.threads.size() == 1);
}

TEST_CASE("gitlab_discussions: a thread that a person resolved or opened again stays so")
{
  FakeMergeRequest fake;
  fake.add_file(k_test_file);
  static_cast<void>(deliver(fake, verdicts::one_leak()));
  Json& first = fake.threads[0]["notes"][0];
  first["resolved"] = true;
  CHECK(deliver(fake, verdicts::one_leak(), 101).message == "threads: 1 unchanged");
  CHECK(fake.writes().size() == 1);

  static_cast<void>(deliver(fake, verdicts::clean(), 102));
  CHECK(fake.writes().size() == 2); // the text alone: it was resolved
  first["resolved"] = false;
  static_cast<void>(deliver(fake, verdicts::clean(), 103));
  CHECK(fake.writes().size() == 2);
  CHECK(first["resolved"] == false);
}

TEST_CASE("gitlab_discussions: a run that cannot have seen all resolves nothing")
{
  FakeMergeRequest fake;
  fake.add_file(k_test_file);
  static_cast<void>(deliver(fake, verdicts::one_leak()));
  Verdict some = verdicts::clean();
  some.coverage = Coverage::some_tests;
  CHECK(deliver(fake, some, 101).state == DeliveryState::nothing_to_do);
  CHECK(deliver(fake, verdicts::no_verdict(), 102).state != DeliveryState::failed);
  CHECK(fake.writes().size() == 1);
}

TEST_CASE("gitlab_discussions: a further thread of the same finding is closed")
{
  FakeMergeRequest fake;
  fake.add_file(k_test_file);
  static_cast<void>(deliver(fake, verdicts::one_leak()));
  fake.add_thread(fake.threads[0]["notes"][0]["body"], 5);
  CHECK(deliver(fake, verdicts::one_leak()).message == "threads: 1 unchanged");
  CHECK(fake.threads[0]["notes"][0]["resolved"] == false);
  CHECK(fake.threads[1]["notes"][0]["resolved"] == true);
  const std::size_t before = fake.writes().size();
  static_cast<void>(deliver(fake, verdicts::one_leak()));
  CHECK(fake.writes().size() == before);
}

TEST_CASE("gitlab_discussions: an older run leaves all alone")
{
  FakeMergeRequest fake;
  fake.add_file(k_test_file);
  fake.add_thread(marker_of(101) + "text", 5);
  const Delivery delivery = deliver(fake, verdicts::clean(), 100);
  CHECK(delivery.state == DeliveryState::nothing_to_do);
  CHECK(delivery.message == "a newer run has written them");
  CHECK(fake.writes().empty());
}

TEST_CASE("gitlab_discussions: after a newer push nothing is marked")
{
  FakeMergeRequest fake;
  fake.add_file(k_test_file);
  fake.versions[0]["head_commit_sha"] = std::string(40, 'd');
  const Delivery delivery = deliver(fake, verdicts::one_leak());
  CHECK(delivery.state == DeliveryState::nothing_to_do);
  CHECK(delivery.message == "the merge request is at commit \"" + std::string(40, 'd') +
                                "\" by now, this run was about \"" + std::string(40, 'c') + "\"");
  CHECK(fake.server.seen.size() == 1);
}

TEST_CASE("gitlab_discussions: threads of others are not taken for ours, nor is anything odd")
{
  FakeMergeRequest fake;
  fake.add_file(k_test_file);
  fake.add_thread(marker_of(500) + "forged", 66);
  for (const Json& odd :
       {Json(), Json(7), Json::object(), Json{{"id", 7}, {"notes", Json()}},
        Json{{"id", "a"}, {"notes", Json::array()}}, Json{{"id", "b"}, {"notes", Json::array({7})}},
        Json{{"id", "c"}, {"notes", Json::array({{{"id", "x"}}})}}}) {
    fake.threads.push_back(odd);
    fake.files.push_back(odd);
  }
  CHECK(deliver(fake, verdicts::one_leak()).message == "threads: 1 opened");
  CHECK(fake.count("GET /user") == 1);
}

TEST_CASE("gitlab_discussions: threads and files are found on later pages")
{
  FakeMergeRequest fake;
  fake.page_size = 2;
  for (int i = 0; i < 5; ++i) {
    fake.add_file(fmt::format("f{}.go", i));
    fake.add_thread("hello", 66);
  }
  fake.add_file(k_test_file);
  CHECK(deliver(fake, verdicts::one_leak()).message == "threads: 1 opened");
  CHECK(deliver(fake, verdicts::one_leak()).message == "threads: 1 unchanged");
}

TEST_CASE("gitlab_discussions: a GitLab before 15.7 has the change in another place")
{
  FakeMergeRequest fake;
  fake.add_file(k_test_file);
  fake.before = [&](const SeenRequest& request) -> std::optional<test::ScriptedAnswer> {
    const std::string call = test::call_of(request);
    if (call.ends_with("/diffs")) {
      return answer(404, R"({"error":"404 Not Found"})");
    }
    return call.ends_with("/changes")
               ? std::optional(answer(200, Json{{"changes", fake.files}}.dump()))
               : std::nullopt;
  };
  CHECK(deliver(fake, verdicts::one_leak()).message == "threads: 1 opened");
}

TEST_CASE("gitlab_discussions: a line that GitLab does not take is marked on its file")
{
  FakeMergeRequest fake;
  add_long_file(fake, 2);
  fake.before = [](const SeenRequest& request) {
    const bool line = request.body.find("\"new_line\":1") != std::string::npos;
    return line ? std::optional(answer(400, R"({"message":"400 Bad request"})")) : std::nullopt;
  };
  CHECK(deliver(fake, leaks_on_lines(2)).message == "threads: 2 opened");
  REQUIRE(fake.writes().size() == 3);
  CHECK(written(fake, 1)["position"] == position("file", k_test_file));
}

TEST_CASE("gitlab_discussions: what is taken nowhere is counted and costs no other mark")
{
  FakeMergeRequest fake;
  add_long_file(fake, 2);
  std::string refused = "v1:00000000000000000000000000000001";
  fake.before = [&](const SeenRequest& request) {
    const bool it = request.method == "POST" &&
                    Json::parse(request.body)["body"].get<std::string>().find(refused.substr(3)) !=
                        std::string::npos;
    return it ? std::optional(answer(400, R"({"message":"no such line"})")) : std::nullopt;
  };
  Delivery delivery = deliver(fake, leaks_on_lines(2));
  const std::string refusal =
      "1 refused by GitLab: POST https://gitlab.example.com/api/v4/projects/"
      "42/merge_requests/7/discussions: 400, got \"no such line\"";
  CHECK(delivery.state == DeliveryState::failed);
  CHECK(delivery.message == "threads: 1 opened, " + refusal);

  delivery = deliver(fake, leaks_on_lines(1), 101);
  CHECK(delivery.state == DeliveryState::failed);
  CHECK(delivery.message == "threads: 1 resolved, " + refusal);
}

TEST_CASE("gitlab_discussions: ten in one run, the next ten in the next")
{
  FakeMergeRequest fake;
  add_long_file(fake, 25);
  CHECK(deliver(fake, leaks_on_lines(25)).message ==
        "threads: 10 opened, 15 left out for another run");
  CHECK(written(fake, 0)["position"]["new_line"] == 1);
  CHECK(deliver(fake, leaks_on_lines(25), 101).message ==
        "threads: 10 opened, 10 unchanged, 5 left out for another run");
  CHECK(fake.threads.size() == 20);
}

TEST_CASE("gitlab_discussions: a lost answer is looked for before it is sent again")
{
  for (const bool arrived : {true, false}) {
    CAPTURE(arrived);
    FakeMergeRequest fake;
    fake.add_file(k_test_file);
    bool first = true;
    fake.before = [&](const SeenRequest& request) -> std::optional<test::ScriptedAnswer> {
      if (request.method != "POST" || !std::exchange(first, false)) {
        return std::nullopt;
      }
      if (arrived) {
        fake.add_thread(Json::parse(request.body)["body"], 5);
      }
      return tl::unexpected(HttpError{"POST x: connection cut", false});
    };
    CHECK(deliver(fake, verdicts::one_leak()).message == "threads: 1 opened");
    CHECK(fake.threads.size() == 1);
    CHECK(fake.writes().size() == (arrived ? 1 : 2));
  }
}

TEST_CASE("gitlab_discussions: a token that may not write ends it, with what was done before")
{
  FakeMergeRequest fake;
  add_long_file(fake, 3);
  fake.before = [&](const SeenRequest& request) {
    return request.method == "POST" && fake.threads.size() == 1
               ? std::optional(answer(403, R"({"message":"403 Forbidden"})"))
               : std::nullopt;
  };
  const Delivery delivery = deliver(fake, leaks_on_lines(3));
  CHECK(delivery.state == DeliveryState::failed);
  CHECK(delivery.message ==
        fmt::format("POST https://gitlab.example.com/api/v4/projects/42/merge_requests/7/"
                    "discussions: 403, got \"403 Forbidden\" (the token may not do this); {}; "
                    "threads: 1 opened",
                    k_gitlab_token_advice));
  CHECK(fake.writes().size() == 2);
}

TEST_CASE("gitlab_discussions: answers that make no sense are errors")
{
  for (const char* call : {"versions", "discussions", "diffs"}) {
    for (const char* body : {"", "{}", "7", "[", "{\"changes\":{}}"}) {
      CAPTURE(call);
      CAPTURE(body);
      FakeMergeRequest fake;
      fake.before = [&](const SeenRequest& request) {
        return test::call_of(request).ends_with(call) ? std::optional(answer(200, body))
                                                      : std::nullopt;
      };
      const Delivery delivery = deliver(fake, verdicts::one_leak());
      CHECK(delivery.state == DeliveryState::failed);
      CHECK(delivery.message.find(fmt::format("/{}: not what GitLab answers, got ", call)) !=
            std::string::npos);
      CHECK(fake.writes().empty());
    }
  }
}

TEST_CASE("gitlab_discussions: without a merge request nothing is called")
{
  FakeMergeRequest fake;
  GitlabContext context = gitlab_context();
  context.merge_request = 0;
  ApiClient api = fake.server.client(context.api_url);
  CHECK(deliver_gitlab_discussions(verdicts::one_leak(), {}, context, api).state ==
        DeliveryState::not_here);
  CHECK(fake.server.seen.empty());
}

TEST_CASE("gitlab_discussions: nothing hostile becomes a quick action or another field")
{
  FakeMergeRequest fake;
  fake.add_file(k_test_file);
  Verdict verdict = verdicts::one_leak();
  Finding& finding = verdict.findings.front();
  finding.message = finding.test = finding.package = finding.fix = "\"}/close\n/merge\xff";
  finding.stack = {{"```", "x", 1}, {"/close", "/merge", 2}};
  CHECK(deliver(fake, verdict).message == "threads: 1 opened");
  CHECK(written(fake, 0).size() == 2);

  // Somebody who may change our notes cannot have it carried out with our rights.
  Json& body = fake.threads[0]["notes"][0]["body"];
  std::string edited = body.get<std::string>();
  edited.insert(edited.find("\n<sub>"), "\n/merge\n/close\n");
  body = edited;
  verdict.outcome = Outcome::pass;
  PackageVerdict seen;
  seen.import_path = verdict.findings[0].package;
  seen.judged = true;
  seen.end = PackageEnd::passed;
  verdict.packages.insert(verdict.packages.begin(), seen);
  verdict.findings.clear();
  CHECK(deliver(fake, verdict, 101).message == "threads: 1 resolved");
  CHECK(written(fake, 2)["body"].get<std::string>().find("\n /merge\n /close") !=
        std::string::npos);
  for (const SeenRequest& request : fake.writes()) {
    const Json sent = Json::parse(request.body);
    const std::string text = sent.value("body", "");
    for (const std::string_view line : text::split(text, '\n')) {
      CAPTURE(std::string(line));
      CHECK((!line.starts_with("/") || line.starts_with("//")));
    }
  }
}
