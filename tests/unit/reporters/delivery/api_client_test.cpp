#include "reporters/delivery/api_client.hpp"
#include "tests/support/scripted_server.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using leakgate::ApiClient;
using leakgate::ApiError;
using leakgate::DeliveryLimits;
using leakgate::HttpError;
using leakgate::HttpHeader;
using leakgate::test::answer;
using leakgate::test::ScriptedAnswer;
using leakgate::test::ScriptedServer;
using leakgate::test::SeenRequest;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

// Gives its answers in order, and the last one again and again.
ScriptedServer
script(std::vector<ScriptedAnswer> answers)
{
  return ScriptedServer([answers = std::move(answers),
                         at = std::size_t{0}](const SeenRequest&) mutable -> ScriptedAnswer {
    const std::size_t now = std::min(at, answers.size() - 1);
    ++at;
    return answers[now];
  });
}

ScriptedAnswer
silence(bool not_sent)
{
  return tl::unexpected(
      HttpError{"POST https://api.example.com/x: no answer (check the network)", not_sent});
}

ApiError
error_of(ApiClient client, const char* method = "POST")
{
  const auto result = client.call(method, "/x?secret=1", "{}");
  REQUIRE_FALSE(result);
  return result.error();
}

std::vector<HttpHeader>
next_page(const std::string& url)
{
  return {{"link", "<" + url + ">; rel=\"next\""}};
}

} // namespace

TEST_CASE("ApiClient: an answer comes as it is")
{
  ScriptedServer server = script({answer(201, "{\"id\":1}", {{"x", "y"}})});
  ApiClient client = server.client();
  const auto result = client.call("POST", "/repos/o/r", "{}");
  REQUIRE(result);
  CHECK(result->status == 201);
  CHECK(result->body == "{\"id\":1}");
  REQUIRE(server.seen.size() == 1);
  CHECK(server.seen[0].method == "POST");
  CHECK(server.seen[0].url == "https://api.example.com/repos/o/r");
  CHECK(server.seen[0].body == "{}");
  CHECK(server.waits.empty());
}

TEST_CASE("ApiClient: passing faults are repeated with growing waits, each with a random part")
{
  ScriptedServer server = script({answer(502), silence(false), answer(503), answer(200, "ok")});
  ApiClient client = server.client();
  CHECK(client.call("GET", "/x").value().body == "ok");
  REQUIRE(server.waits.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    const milliseconds least = seconds(1) * (1 << i);
    CHECK(server.waits[i] >= least);
    CHECK(server.waits[i] <= least * 3 / 2);
  }
}

TEST_CASE("ApiClient: gives up after as many attempts as it has")
{
  ScriptedServer server = script({answer(502, "<html>\nBad gateway")});
  const ApiError error = error_of(server.client(), "GET");
  CHECK(error.message == "GET https://api.example.com/x: 502, got \"<html>\" (tried 4 times)");
  CHECK(error.status == 502);
  CHECK_FALSE(error.maybe_done);
  CHECK(server.seen.size() == 4);
}

TEST_CASE("ApiClient: a POST is not repeated where it may have been done")
{
  ScriptedServer server = script({answer(500)});
  const ApiError error = error_of(server.client());
  CHECK(error.message == "POST https://api.example.com/x: 500, got an empty answer (it may have "
                         "been acted on all the same)");
  CHECK(error.maybe_done);
  CHECK(server.seen.size() == 1);

  ScriptedServer silent = script({silence(false)});
  const ApiError lost = error_of(silent.client());
  CHECK(lost.message == "POST https://api.example.com/x: no answer (check the network; it may have "
                        "been acted on all the same)");
  CHECK(lost.status == 0);
  CHECK(lost.maybe_done);
  CHECK(silent.seen.size() == 1);
}

TEST_CASE("ApiClient: a POST is repeated where nothing can have been done")
{
  ScriptedServer server =
      script({silence(true), answer(429), answer(403, "secondary rate limit"), answer(201)});
  ApiClient client = server.client("https://api.example.com", {.total = seconds(600)});
  CHECK(client.call("POST", "/x", "{}").has_value());
  CHECK(server.seen.size() == 4);
}

TEST_CASE("ApiClient: what may have been done once stays so, whatever comes after it")
{
  ScriptedServer server = script({answer(502), answer(403)});
  CHECK(error_of(server.client(), "PATCH").maybe_done);
}

TEST_CASE("ApiClient: a wait that does not fit is not begun")
{
  ScriptedServer server = script({answer(429, "Retry later\n", {{"retry-after", "300"}})});
  CHECK(error_of(server.client()).message ==
        "POST https://api.example.com/x: 429, got \"Retry later\" (the server asks to wait 300 s, "
        "leakgate waits 120 s in all)");
  CHECK(server.waits.empty());
  CHECK(server.seen.size() == 1);
}

TEST_CASE("ApiClient: what is left of the time is said")
{
  ScriptedServer server = script({answer(429, "", {{"retry-after", "50"}})});
  CHECK(error_of(server.client()).message ==
        "POST https://api.example.com/x: 429, got an empty answer (the server asks to wait 50 s, "
        "leakgate waits 120 s in all, 20 s are left)");
  CHECK(server.waits == std::vector<milliseconds>{seconds(50), seconds(50)});
}

TEST_CASE("ApiClient: the time is that of all calls together, with that of the answers")
{
  ScriptedServer* self = nullptr;
  ScriptedServer server([&](const SeenRequest&) {
    self->time += seconds(50);
    return answer(200);
  });
  self = &server;
  ApiClient client = server.client();
  CHECK(client.call("GET", "/1"));
  CHECK(client.call("GET", "/2"));
  CHECK(client.call("GET", "/3"));
  const auto fourth = client.call("GET", "/4");
  REQUIRE_FALSE(fourth);
  CHECK(fourth.error().message ==
        "GET https://api.example.com/4: not sent (the 120 s that leakgate spends on deliveries in "
        "all are over)");
  CHECK_FALSE(fourth.error().maybe_done);
  CHECK_FALSE(client.wait_before_retry(1));
}

TEST_CASE("ApiClient: a back-off that does not fit ends the call")
{
  ScriptedServer server = script({answer(502)});
  CHECK(error_of(server.client("https://api.example.com", {.total = seconds(3)}), "GET").message ==
        "GET https://api.example.com/x: 502, got an empty answer (tried 2 times, the 3 s that "
        "leakgate waits in all are over)");
}

TEST_CASE("ApiClient: an answer gets no more time than is left")
{
  std::vector<milliseconds> given;
  leakgate::DeliveryClock clock;
  milliseconds now{0};
  clock.now = [&] { return now; };
  clock.epoch_seconds = [] { return std::int64_t{0}; };
  clock.wait = [&](milliseconds wait) {
    now += wait;
    return true;
  };
  ApiClient client({"https://api.example.com", {}, std::nullopt},
                   [&](const leakgate::HttpRequest&, milliseconds limit) -> ScriptedAnswer {
                     given.push_back(limit);
                     now += seconds(15);
                     return answer(200);
                   },
                   clock, {.total = seconds(35)});
  for (int i = 0; i < 4; ++i) {
    (void)client.call("GET", "/x");
  }
  CHECK(given == std::vector<milliseconds>{seconds(20), seconds(20), seconds(5)});
}

TEST_CASE("ApiClient: the number of calls has an end, repeats included")
{
  ScriptedServer server = script({answer(500)});
  ApiClient client = server.client("https://api.example.com", {.calls = 3});
  const auto first = client.call("GET", "/x");
  REQUIRE_FALSE(first);
  CHECK(first.error().message == "GET https://api.example.com/x: 500, got an empty answer (3 calls "
                                 "were made, which is as many as leakgate makes in all)");
  const auto second = client.call("GET", "/y");
  REQUIRE_FALSE(second);
  CHECK(second.error().message == "GET https://api.example.com/y: not sent (3 calls were made, "
                                  "which is as many as leakgate makes in all)");
  CHECK(server.seen.size() == 3);
}

TEST_CASE("ApiClient: an interrupt ends waiting")
{
  ScriptedServer server = script({answer(500)});
  server.interrupted = true;
  CHECK(error_of(server.client(), "GET").message ==
        "GET https://api.example.com/x: 500, got an empty answer (interrupted)");
  CHECK(server.seen.size() == 1);
}

TEST_CASE("ApiClient: at least a second between two writes, none before a read")
{
  ScriptedServer server = script({answer(200)});
  ApiClient client = server.client();
  CHECK(client.call("POST", "/1", "{}"));
  CHECK(client.call("GET", "/2"));
  CHECK(server.waits.empty());
  CHECK(client.call("PATCH", "/3", "{}"));
  CHECK(server.waits == std::vector<milliseconds>{seconds(1)});
  server.time += milliseconds(700);
  CHECK(client.call("DELETE", "/4"));
  CHECK(server.waits.back() == milliseconds(300));
  server.time += seconds(5);
  CHECK(client.call("PUT", "/5"));
  CHECK(server.waits.size() == 2);
}

TEST_CASE("ApiClient: answers that are final say what to do")
{
  const std::vector<std::pair<int, std::string>> cases = {
      {401, "the token is not accepted"},
      {403, "the token may not do this"},
      {404, "not there, or the token may not see it"},
  };
  for (const auto& [status, what] : cases) {
    ScriptedServer server = script({answer(status, R"({"message":"No"})")});
    CHECK(error_of(server.client()).message ==
          "POST https://api.example.com/x: " + std::to_string(status) + ", got \"No\" (" + what +
              ")");
    CHECK(server.seen.size() == 1);
  }
  ScriptedServer server = script({answer(422, R"({"message":"No"})")});
  CHECK(error_of(server.client()).message == "POST https://api.example.com/x: 422, got \"No\"");
}

TEST_CASE("ApiClient: a redirect is followed for GET on the same server alone")
{
  ScriptedServer server =
      script({answer(301, "", {{"location", "https://api.example.com/repositories/7"}}),
              answer(307, "", {{"location", "/there"}}), answer(200, "ok")});
  ApiClient client = server.client();
  CHECK(client.call("GET", "/x").value().body == "ok");
  CHECK(server.seen[1].url == "https://api.example.com/repositories/7");
  CHECK(server.seen[2].url == "https://api.example.com/there");

  ScriptedServer posted = script({answer(307, "", {{"location", "/there"}})});
  CHECK(error_of(posted.client()).message ==
        "POST https://api.example.com/x: 307, got \"/there\" (redirects are followed for GET "
        "alone, and on the same server)");
  CHECK(posted.seen.size() == 1);

  ScriptedServer elsewhere = script({answer(302, "", {{"location", "https://evil.example/x"}})});
  CHECK(error_of(elsewhere.client(), "GET").message ==
        "GET https://api.example.com/x: 302, got \"https://evil.example/x\" (redirects are "
        "followed for GET alone, and on the same server)");
  CHECK(elsewhere.seen.size() == 1);

  ScriptedServer loop = script({answer(302, "", {{"location", "/x"}})});
  CHECK(error_of(loop.client(), "GET").status == 302);
  CHECK(loop.seen.size() == 6);
}

TEST_CASE("ApiClient: all pages, in their order")
{
  ScriptedServer server =
      script({answer(200, "[1]", next_page("https://api.example.com/list?page=2")),
              answer(200, "[2]", next_page("/list?page=3")),
              answer(200, "[3]", {{"link", "<x>; rel=\"last\""}})});
  ApiClient client = server.client();
  CHECK(client.pages("/list?per_page=100").value() ==
        std::vector<std::string>{"[1]", "[2]", "[3]"});
  CHECK(server.seen[2].url == "https://api.example.com/list?page=3");
}

TEST_CASE("ApiClient: pages elsewhere are not asked for")
{
  ScriptedServer server =
      script({answer(200, "[1]", next_page("https://evil.example/list?page=2"))});
  ApiClient client = server.client();
  const auto pages = client.pages("/list?per_page=100");
  REQUIRE_FALSE(pages);
  CHECK(pages.error().message == "GET https://api.example.com/list: address of the next page, got "
                                 "\"https://evil.example/list\" (not on the same server)");
  CHECK(server.seen.size() == 1);
}

TEST_CASE("ApiClient: a list without an end has one")
{
  ScriptedServer loop = script({answer(200, "[]", next_page("/list?per_page=100"))});
  ApiClient client = loop.client();
  CHECK(client.pages("/list?per_page=100").value().size() == 1);

  int page = 0;
  ScriptedServer endless([&](const SeenRequest&) {
    return answer(200, "[]", next_page("/list?page=" + std::to_string(++page)));
  });
  ApiClient other = endless.client();
  const auto pages = other.pages("/list?per_page=100");
  REQUIRE_FALSE(pages);
  CHECK(pages.error().message == "GET https://api.example.com/list: a list of more than 50 pages, "
                                 "which is as many as leakgate reads");
  CHECK_FALSE(pages.error().maybe_done);
  CHECK(endless.seen.size() == 50);
}

TEST_CASE("ApiClient: a list of as many pages as are read is whole")
{
  int page = 0;
  ScriptedServer server([&](const SeenRequest&) {
    ++page;
    return answer(200, "[]",
                  page < 50 ? next_page("/list?page=" + std::to_string(page))
                            : std::vector<HttpHeader>{});
  });
  ApiClient client = server.client();
  CHECK(client.pages("/list?per_page=100").value().size() == 50);
}

TEST_CASE("ApiClient: an error says whether it was a limit or a right")
{
  const std::vector<HttpHeader> too_long = {{"retry-after", "999"}};
  ScriptedServer limit = script({answer(403, "", too_long)});
  CHECK(error_of(limit.client()).limited);
  ScriptedServer quick = script({answer(422, R"({"errors":[{"code":"abuse"}]})", too_long)});
  CHECK(error_of(quick.client()).limited);
  ScriptedServer right = script({answer(403, R"({"message":"No"})")});
  CHECK_FALSE(error_of(right.client()).limited);
  // The last answer is what counts.
  ScriptedServer later = script({answer(429, "", {{"retry-after", "1"}}), answer(403)});
  CHECK_FALSE(error_of(later.client()).limited);
}

TEST_CASE("ApiClient: a page that fails fails the list")
{
  ScriptedServer server = script({answer(200, "[1]", next_page("/list?page=2")), answer(404)});
  ApiClient client = server.client();
  CHECK_FALSE(client.pages("/list?per_page=100"));
}

TEST_CASE("ApiClient: a huge error is cut, a huge answer is not")
{
  ScriptedServer server = script({answer(400, std::string(1 << 20, 'x'))});
  CHECK(error_of(server.client()).message.size() < 300);
  ScriptedServer good = script({answer(200, std::string(1 << 20, 'x'))});
  ApiClient client = good.client();
  CHECK(client.call("GET", "/x").value().body.size() == 1 << 20);
}

TEST_CASE("ApiClient: a server that says the token again brings it into no message")
{
  const std::string echo = "got Authorization: Bearer s3cret-token";
  for (const ScriptedAnswer& said :
       {answer(400, echo), answer(200, echo, {{"link", "<https://x/s3cret-token>; rel=next"}}),
        answer(302, "", {{"location", "https://x/s3cret-token?s3cret-token"}}),
        ScriptedAnswer(tl::unexpected(HttpError{"GET https://x: " + echo, false}))}) {
    const leakgate::HttpSender sender = [&](const leakgate::HttpRequest& /*request*/,
                                            milliseconds /*limit*/) { return said; };
    const leakgate::DeliveryClock clock{[] { return milliseconds(0); },
                                        [] { return std::int64_t{0}; },
                                        [](milliseconds /*wait*/) { return false; }};
    ApiClient client(
        {"https://api.example.com",
         {},
         leakgate::HttpCredential{"Authorization", "Bearer ", leakgate::Secret("s3cret-token")}},
        sender, clock, {});
    const auto one = client.call("GET", "/x");
    CHECK((one ? one->body : one.error().message).find("s3cret") == std::string::npos);
    const auto list = client.pages("/x?per_page=100");
    REQUIRE_FALSE(list);
    CHECK(list.error().message.find("s3cret") == std::string::npos);
    CHECK(list.error().message.find("[token]") != std::string::npos);
  }
}

TEST_CASE("ApiClient: no message holds the query of an address that a server says")
{
  ScriptedServer server =
      script({answer(302, "", {{"location", "https://evil.example/x?signature=1"}})});
  CHECK(error_of(server.client(), "GET").message.find("signature") == std::string::npos);
}

TEST_CASE("ApiClient: a list is read up to 32 MiB")
{
  const std::string page(12U << 20U, ' ');
  ScriptedServer server = script({answer(200, page, next_page("/list?page=2")),
                                  answer(200, page, next_page("/list?page=3")), answer(200, page)});
  const auto pages = server.client().pages("/list?per_page=100");
  REQUIRE_FALSE(pages);
  CHECK(pages.error().message ==
        "GET https://api.example.com/list: the list is too long, got more than 32.0 MiB");
}

TEST_CASE("ApiClient: a server that could not be reached is not tried once more by the next call")
{
  ScriptedServer server([](const SeenRequest& request) -> ScriptedAnswer {
    return tl::unexpected(
        HttpError{request.method + " " + request.url + ": could not connect", true});
  });
  ApiClient api = server.client();
  CHECK_FALSE(api.call("GET", "/a"));
  const std::size_t seen = server.seen.size();
  const auto second = api.call("GET", "/b");
  REQUIRE_FALSE(second);
  CHECK(second.error().message ==
        "GET https://api.example.com/b: not sent (the server could not be reached before)");
  CHECK(server.seen.size() == seen);
}
