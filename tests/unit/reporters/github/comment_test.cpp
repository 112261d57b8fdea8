#include "reporters/delivery/marker.hpp"
#include "reporters/github/github.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/unit/reporters/github/leaking_verdict.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

using namespace leakgate;
using namespace leakgate::test;
using Json = nlohmann::json;

namespace {

const std::string k_forbidden = R"({"message":"Resource not accessible by integration"})";
const std::string k_api = "https://api.example.com";

// The comments of pull request 7 of acme/shop, two on a page.
struct Comments
{
  Json list = Json::array();
  Json user; ///< of GET /user; null: it may not ask
  std::uint64_t next_id = 100;

  void
  add(const std::string& body, const std::string& login, const std::string& type)
  {
    list.push_back(
        {{"id", ++next_id}, {"body", body}, {"user", {{"login", login}, {"type", type}}}});
  }

  ScriptedAnswer
  operator()(const SeenRequest& request)
  {
    const std::string path = request.url.substr(k_api.size());
    const std::string all = "/repos/acme/shop/issues/7/comments";
    if (path == "/user") {
      return user.is_null() ? answer(403, k_forbidden) : answer(200, user.dump());
    }
    if (request.method == "GET" && path.starts_with(all + "?per_page=100")) {
      const bool second = path.ends_with("&page=2");
      Json page = Json::array();
      for (std::size_t i = second ? 2 : 0; i < list.size() && (second || i < 2); ++i) {
        page.push_back(list[i]);
      }
      const std::string next = "<" + k_api + all + "?per_page=100&page=2>; rel=\"next\"";
      return second || list.size() < 3 ? answer(200, page.dump())
                                       : answer(200, page.dump(), {{"link", next}});
    }
    if (request.method == "POST" && path == all) {
      add(Json::parse(request.body)["body"], "github-actions[bot]", "Bot");
      return answer(201, list.back().dump());
    }
    for (Json& comment : list) {
      if (request.method == "PATCH" &&
          path == "/repos/acme/shop/issues/comments/" + comment["id"].dump()) {
        comment["body"] = Json::parse(request.body)["body"];
        return answer(200, comment.dump());
      }
    }
    return answer(404, R"({"message":"Not Found"})");
  }
};

GithubContext
context()
{
  GithubContext out;
  out.owner = "acme";
  out.repository = "shop";
  out.pull_request = 7;
  out.event = "pull_request";
  out.run = {"ci/test", 50, 1, std::string(40, 'a'), "https://github.com/acme/shop/actions/runs/50",
             ""};
  return out;
}

ReportContext
no_sources()
{
  return {[](const std::string&, int) { return std::string(); }};
}

// Of an earlier run of the same job.
std::string
old_body()
{
  Marker marker;
  marker.kind = "comment";
  marker.run = {"ci/test", 40, 1, std::string(40, 'c'), "", ""};
  marker.state = "leaks";
  return write_marker(marker) + "old";
}

Delivery
deliver(ScriptedServer& server, const GithubContext& where = context())
{
  ApiClient api = server.client(k_api);
  return deliver_github_comment(verdict_with({leak("Run", 30)}), no_sources(), where, api);
}

ScriptedServer
refusing(int status, const std::string& body)
{
  return ScriptedServer([=](const SeenRequest&) { return answer(status, body); });
}

std::vector<std::string>
calls(const ScriptedServer& server)
{
  std::vector<std::string> out;
  out.reserve(server.seen.size());
  for (const SeenRequest& request : server.seen) {
    out.push_back(request.method + " " + request.url.substr(k_api.size()));
  }
  return out;
}

} // namespace

TEST_CASE("github api: version, form and token of a call")
{
  GithubContext where = context();
  where.api_url = "https://ghe.example.com/api/v3";
  const ApiSettings settings = github_api_settings(where, Secret("ghs_x"));
  CHECK(settings.base_url == "https://ghe.example.com/api/v3");
  CHECK(settings.headers == std::vector<HttpHeader>{{"Accept", "application/vnd.github+json"},
                                                    {"X-GitHub-Api-Version", "2022-11-28"}});
  REQUIRE(settings.credential);
  CHECK(settings.credential->header == "Authorization");
  CHECK(settings.credential->prefix == "Bearer ");
  CHECK(settings.credential->token.reveal() == "ghs_x");
}

TEST_CASE("github comment: created where there is none; nobody is asked who we are")
{
  Comments comments;
  comments.add("hello", "alice", "User");
  ScriptedServer server(std::ref(comments));
  const Delivery delivery = deliver(server);
  CHECK(delivery.state == DeliveryState::delivered);
  REQUIRE(server.seen.size() >= 3);
  CHECK(calls(server)[0] == "GET /repos/acme/shop/issues/7/comments?per_page=100");
  CHECK(calls(server)[1] == "GET /repos/acme/shop/pulls/7"); // is it about the newest commit?
  CHECK(calls(server)[2] == "POST /repos/acme/shop/issues/7/comments");
  const Json sent = Json::parse(server.seen[2].body);
  CHECK(sent.size() == 1);
  const auto marker = read_marker(sent["body"].get<std::string>());
  REQUIRE(marker);
  CHECK(marker->run.id == 50);
  CHECK(comments.list.size() == 2);
}

TEST_CASE("github comment: of a bot that may not ask who it is, a bot's comment is ours")
{
  Comments comments;
  comments.add("hello", "alice", "User");
  comments.add(old_body(), "mallory", "User");
  comments.add(old_body(), "github-actions[bot]", "Bot");
  ScriptedServer server(std::ref(comments));
  const Delivery delivery = deliver(server);
  CHECK(delivery.state == DeliveryState::delivered);
  CHECK(calls(server)[1] == "GET /repos/acme/shop/issues/7/comments?per_page=100&page=2");
  CHECK(calls(server)[2] == "GET /user");
  CHECK(calls(server)[3] == "PATCH /repos/acme/shop/issues/comments/103");
  const std::vector<std::string> seen = calls(server);
  CHECK(std::count(seen.begin(), seen.end(), "GET /user") == 1);
  CHECK(comments.list[1]["body"] == old_body());
  CHECK(comments.list.size() == 3);
}

TEST_CASE("github comment: of a person only what the same account wrote is ours")
{
  Comments comments;
  comments.user = {{"login", "gatekeeper"}, {"type", "User"}};
  comments.add(old_body(), "other[bot]", "Bot");
  comments.add(old_body(), "gatekeeper", "User");
  ScriptedServer server(std::ref(comments));
  const Delivery delivery = deliver(server);
  CHECK(delivery.state == DeliveryState::delivered);
  CHECK(comments.list[0]["body"] == old_body());
  CHECK(comments.list[1]["body"] != old_body());
  CHECK(comments.list.size() == 2);
}

TEST_CASE("github comment: without a pull request there is no place for it")
{
  GithubContext push = context();
  push.pull_request = 0;
  push.event = "push";
  ScriptedServer server = refusing(500, "");
  const Delivery delivery = deliver(server, push);
  CHECK(delivery.state == DeliveryState::not_here);
  CHECK(delivery.message == "no pull request belongs to this run (event \"push\")");
  CHECK(server.seen.empty());
}

TEST_CASE("github comment: the pull request of a fork's branch is the one at our commit")
{
  GithubContext fork = context();
  fork.pull_request = 0;
  fork.head = "bob:fix/a b";
  fork.event = "workflow_run";
  Comments comments;
  Json pulls = {{{"number", 6}, {"head", {{"sha", std::string(40, 'f')}}}},
                {{"number", 7}, {"head", {{"sha", std::string(40, 'a')}}}},
                17};
  ScriptedServer server([&](const SeenRequest& request) {
    return request.url.find("/pulls?") != std::string::npos ? answer(200, pulls.dump())
                                                            : comments(request);
  });
  CHECK(deliver(server, fork).state == DeliveryState::delivered);
  CHECK(calls(server)[0] ==
        "GET /repos/acme/shop/pulls?state=open&head=bob%3Afix%2Fa%20b&per_page=100");
  CHECK(comments.list.size() == 1);
  pulls.erase(1);
  const Delivery none = deliver(server, fork);
  CHECK(none.state == DeliveryState::not_here);
  CHECK(none.message == "no pull request belongs to this run (event \"workflow_run\")");
  ScriptedServer strange = refusing(200, "<html>");
  CHECK(deliver(strange, fork).message ==
        "GET /repos/acme/shop/pulls: not what GitHub answers, got \"<html>\" (does GITHUB_API_URL "
        "lead to a GitHub?)");
}

TEST_CASE("github comment: a token that may not write, and what to do")
{
  ScriptedServer server([](const SeenRequest& request) {
    return request.method == "GET" ? answer(200, "[]") : answer(403, k_forbidden);
  });
  const Delivery own = deliver(server);
  CHECK(own.state == DeliveryState::failed);
  CHECK(own.message == "POST https://api.example.com/repos/acme/shop/issues/7/comments: 403, got "
                       "\"Resource not accessible by integration\" (the token may not do this); "
                       "give the job `permissions: pull-requests: write`");
  GithubContext fork = context();
  fork.fork = true;
  const Delivery foreign = deliver(server, fork);
  CHECK(foreign.state == DeliveryState::failed);
  CHECK(foreign.message ==
        "POST https://api.example.com/repos/acme/shop/issues/7/comments: 403, got \"Resource not "
        "accessible by integration\" (the token may not do this); the change comes from a fork, "
        "whose token can only read (ci-templates/github-fork-comment.yml posts for it)");
  ScriptedServer unknown = refusing(401, R"({"message":"Bad credentials"})");
  CHECK(deliver(unknown).message ==
        "GET https://api.example.com/repos/acme/shop/issues/7/comments: 401, got \"Bad "
        "credentials\" (the token is not accepted); give this step `env: GITHUB_TOKEN: ${{ "
        "github.token }}`");
}

TEST_CASE("github comment: a rate limit says nothing about rights")
{
  const std::vector<HttpHeader> limit = {{"retry-after", "999"}};
  ScriptedServer server([&](const SeenRequest& request) {
    return request.method == "GET" ? answer(200, "[]") : answer(403, "Slow down", limit);
  });
  CHECK(deliver(server).message ==
        "POST https://api.example.com/repos/acme/shop/issues/7/comments: 403, got \"Slow down\" "
        "(the server asks to wait 999 s, leakgate waits 120 s in all)");

  // Nor is it the answer of a token that may not ask who it is.
  Comments comments;
  comments.add(old_body(), "other[bot]", "Bot");
  ScriptedServer busy([&](const SeenRequest& request) {
    return request.url.ends_with("/user") ? answer(403, "Slow down", limit) : comments(request);
  });
  const Delivery delivery = deliver(busy);
  CHECK(delivery.state == DeliveryState::failed);
  CHECK(delivery.message == "GET https://api.example.com/user: 403, got \"Slow down\" (the server "
                            "asks to wait 999 s, leakgate waits 120 s in all)");
  CHECK(comments.list[0]["body"] == old_body());
}

TEST_CASE("github comment: answers that are not GitHub's end it without a crash")
{
  for (const char* body : {"", "null", "7", "{}", "{\"a\":", "\xff\xfe"}) {
    CAPTURE(body);
    ScriptedServer server = refusing(200, body);
    const Delivery delivery = deliver(server);
    CHECK(delivery.state == DeliveryState::failed);
    CHECK(delivery.message.starts_with("GET /repos/acme/shop/issues/7/comments: not what GitHub "
                                       "answers, got "));
  }
  // A list with rubbish in it is read as far as it goes.
  ScriptedServer mixed([](const SeenRequest& request) {
    return request.method == "GET"
               ? answer(200, R"([null, 7, {"id":"x"}, {"id":-1,"body":"a"}, {"id":5,"body":7},
                                {"id":6,"body":"a","user":null}, {"id":7,"user":[]}])")
               : answer(201, R"({"id":9})");
  });
  CHECK(deliver(mixed).state == DeliveryState::delivered);
}
