#include "reporters/webhook/webhook.hpp"
#include "tests/unit/reporters/github/leaking_verdict.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <string>

using namespace leakgate;
using namespace leakgate::test;
using Json = nlohmann::json;

namespace {

constexpr const char* k_page = "https://ci.example.com/run/7";
constexpr Chat k_chats[] = {Chat::slack, Chat::teams, Chat::mattermost, Chat::wecom, Chat::lark};

Verdict
leaking(int count = 1)
{
  std::vector<Finding> findings;
  for (int i = 0; i < count; ++i) {
    findings.push_back(leak("Run" + std::to_string(i), 30 + i));
    findings.back().count = 2;
  }
  return verdict_with(std::move(findings));
}

// A chat that answers so, and what it was sent.
struct FakeChat
{
  int status = 200;
  std::string body = "ok";
  std::vector<HttpRequest> seen = {};

  Delivery
  tell(Chat chat, const Verdict& verdict,
       const std::string& address = "https://hooks.example.com/s3cr3t")
  {
    return deliver_webhook(
        chat, verdict, k_page, Secret(address),
        [&](const HttpRequest& request, std::chrono::milliseconds) {
          seen.push_back(request);
          return tl::expected<HttpResponse, HttpError>(HttpResponse{status, {}, body});
        });
  }
};

} // namespace

TEST_CASE("webhook: each chat gets the form that it takes, with findings and the page of the run")
{
  const auto message = [](Chat chat) {
    return Json::parse(webhook_message(chat, leaking(), k_page));
  };
  const std::string line = "- TestSubscribe leaves 2 goroutines · broker/hub.go:30 · chan receive";
  const std::string slack = message(Chat::slack).at("text");
  CHECK(slack.find("leakgate: ") == 0);
  CHECK(slack.find(line) != std::string::npos);
  CHECK(slack.ends_with("\n<https://ci.example.com/run/7|the run>"));
  const Json teams = message(Chat::teams);
  const Json& card = teams.at("attachments").at(0);
  CHECK(teams.at("type") == "message");
  CHECK(card.at("contentType") == "application/vnd.microsoft.card.adaptive");
  CHECK(card.at("content").at("body").at(1).at("text") == line);
  CHECK(card.at("content").at("actions").at(0).at("url") == k_page);
  CHECK(std::string(message(Chat::mattermost).at("text")).find("[the run](https://ci.example") !=
        std::string::npos);
  CHECK(message(Chat::wecom).at("msgtype") == "markdown");
  CHECK(message(Chat::wecom).at("markdown").at("content").is_string());
  CHECK(message(Chat::lark).at("msg_type") == "text");
  CHECK(message(Chat::lark).at("content").at("text").is_string());
}

TEST_CASE("webhook: what tests say mentions nobody, links nowhere and is no markup")
{
  Verdict verdict = leaking();
  verdict.findings[0].test = "TestX <!channel> @all <https://evil|x> [a](b) `c` *d* &amp;\n# e\xff";
  for (const Chat chat : k_chats) {
    const std::string message = webhook_message(chat, verdict, "");
    CAPTURE(message);
    CHECK(Json::accept(message));
    for (const char* bad : {"<", "@all", "](b)", "`", "*d*", "&amp;"}) {
      CHECK(message.find(bad) == std::string::npos);
    }
  }
}

TEST_CASE("webhook: many findings and long names stay within what chats take")
{
  Verdict verdict = leaking(60);
  for (Finding& finding : verdict.findings) {
    finding.test = "Test" + std::string(5000, 'x');
  }
  for (const Chat chat : k_chats) {
    const std::string message = webhook_message(chat, verdict, k_page);
    CHECK(message.size() < 4096);
    CHECK(message.find("and 55 more") != std::string::npos);
  }
}

TEST_CASE("webhook: says what became of it, and never the address")
{
  FakeChat chat;
  CHECK(chat.tell(Chat::slack, leaking()).state == DeliveryState::delivered);
  REQUIRE(chat.seen.size() == 1);
  CHECK(chat.seen[0].method == "POST");
  CHECK(chat.seen[0].url == "https://hooks.example.com/s3cr3t");
  CHECK(chat.tell(Chat::slack, verdict_with({})).state == DeliveryState::nothing_to_do);
  CHECK(chat.seen.size() == 1);
  chat.status = 404;
  chat.body = "no hook https://hooks.example.com/s3cr3t";
  const Delivery refused = chat.tell(Chat::teams, leaking());
  CHECK(refused.state == DeliveryState::failed);
  CHECK(refused.message.find("status 404") != std::string::npos);
  CHECK(refused.message.find("hooks.example") == std::string::npos);
  const Delivery lost =
      deliver_webhook(Chat::slack, leaking(), "", Secret("https://hooks.example.com/s3cr3t"),
                      [](const HttpRequest& request, std::chrono::milliseconds) {
                        return tl::expected<HttpResponse, HttpError>(
                            tl::unexpected<HttpError>({"POST " + request.url + ": refused"}));
                      });
  CHECK(lost.state == DeliveryState::failed);
  CHECK(lost.message.find("s3cr3t") == std::string::npos);
}

TEST_CASE("webhook: some chats answer 200 to what they refuse")
{
  FakeChat chat;
  chat.body = R"({"errcode":93000,"errmsg":"invalid webhook url"})";
  CHECK(chat.tell(Chat::wecom, leaking()).state == DeliveryState::failed);
  chat.body = R"({"errcode":0})";
  CHECK(chat.tell(Chat::wecom, leaking()).state == DeliveryState::delivered);
  chat.body = R"({"code":19001})";
  CHECK(chat.tell(Chat::lark, leaking()).state == DeliveryState::failed);
  chat.body = R"({"StatusCode":0})";
  CHECK(chat.tell(Chat::lark, leaking()).state == DeliveryState::delivered);
  chat.body = "no JSON";
  CHECK(chat.tell(Chat::lark, leaking()).state == DeliveryState::failed);
}

TEST_CASE("webhook: the address goes nowhere in the clear, but on this machine")
{
  FakeChat chat;
  CHECK(chat.tell(Chat::slack, leaking(), "http://hooks.example.com/x").state ==
        DeliveryState::failed);
  CHECK(chat.tell(Chat::slack, leaking(), "http://localhost.example.com/x").state ==
        DeliveryState::failed);
  CHECK(chat.seen.empty());
  CHECK(chat.tell(Chat::slack, leaking(), "http://127.0.0.1:8080/x").state ==
        DeliveryState::delivered);
}
