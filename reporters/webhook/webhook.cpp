#include "reporters/webhook/webhook.hpp"

#include "gate/base/text.hpp"
#include "reporters/wording/families.hpp"
#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/totals.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <vector>

namespace leakgate {

namespace {

using nlohmann::json;

constexpr std::size_t k_most_findings = 5;
constexpr std::size_t k_longest_line = 300;
constexpr std::size_t k_longest_text = 3500; ///< WeCom takes 4096 bytes
constexpr std::chrono::seconds k_limit{20};

// Text in which nothing means anything to the chat: what could begin a mention, a link or a block
// is replaced by what looks like it. An underscore stays: names of files are to be copied.
std::string
harmless(std::string_view text)
{
  std::string out;
  const std::string printable = text::printable(text.substr(0, k_longest_line));
  for (const char c : printable) {
    switch (c) {
    case '<': out += "‹"; break;
    case '>': out += "›"; break;
    case '&': out += "＆"; break;
    case '@': out += "＠"; break;
    case '`': out += "'"; break;
    case '*': out += "∗"; break;
    case '~': out += "∼"; break;
    case '[': out += "("; break;
    case ']': out += ")"; break;
    case '|': out += "¦"; break;
    case '#': out += "＃"; break;
    case '!': out += "ǃ"; break;
    case '\n':
    case '\r': out += ' '; break;
    default: out += c;
    }
  }
  return out;
}

std::string
line_of(const Finding& finding)
{
  const Place& place = finding.at.known()        ? finding.at
                       : finding.started.known() ? finding.started
                                                 : finding.blocked;
  std::string out = finding.test.empty() ? finding.message : finding.test;
  if (!finding.test.empty()) {
    out += finding.kind == FindingKind::goroutine
               ? fmt::format(" leaves {}", text::counted(finding.count, "goroutine"))
               : ": " + finding.message;
  }
  out += place.known() ? " · " + finding_text::file_and_line(place) : "";
  out += finding.state.empty() ? "" : " · " + finding.state;
  return harmless(out);
}

// The headline, and below it a line for each of the worst findings.
std::vector<std::string>
lines_of(const Verdict& verdict)
{
  std::vector<std::string> lines = {"leakgate: " + harmless(headline(verdict))};
  const Families families(verdict);
  const std::vector<const Finding*> told = families.told();
  std::size_t size = lines.front().size();
  std::size_t shown = 0;
  for (const Finding* finding : told) {
    const std::string line = "- " + line_of(*finding);
    if (shown == k_most_findings || size + line.size() > k_longest_text) {
      break;
    }
    size += line.size();
    lines.push_back(line);
    ++shown;
  }
  if (shown < told.size()) {
    lines.push_back(fmt::format("and {} more", told.size() - shown));
  }
  return lines;
}

json
card(const std::vector<std::string>& lines, const std::string& link)
{
  json body = json::array();
  for (const std::string& line : lines) {
    body.push_back({{"type", "TextBlock"}, {"text", line}, {"wrap", true}});
  }
  json content = {{"type", "AdaptiveCard"},
                  {"$schema", "http://adaptivecards.io/schemas/adaptive-card.json"},
                  {"version", "1.4"},
                  {"body", std::move(body)}};
  if (!link.empty()) {
    content["actions"] =
        json::array({{{"type", "Action.OpenUrl"}, {"title", "The run"}, {"url", link}}});
  }
  return {{"type", "message"},
          {"attachments", json::array({{{"contentType", "application/vnd.microsoft.card.adaptive"},
                                        {"content", std::move(content)}}})}};
}

// WeCom and Lark answer 200 to what they refuse, with a code in the JSON.
bool
is_refused(Chat chat, const std::string& body)
{
  if (chat != Chat::wecom && chat != Chat::lark) {
    return false;
  }
  const json answer = json::parse(body, nullptr, false);
  for (const char* key : {"errcode", "code", "StatusCode"}) {
    if (answer.is_object() && answer.contains(key)) {
      return answer[key] != 0;
    }
  }
  return true;
}

// Without TLS only to this machine, for tests and for proxies that add it.
bool
is_safe_address(std::string_view address)
{
  const auto names = [&](std::string_view start) {
    const std::string_view rest =
        address.starts_with(start) ? address.substr(start.size()) : std::string_view("x");
    return rest.empty() || rest.front() == '/' || rest.front() == ':';
  };
  return address.starts_with("https://") || names("http://localhost") ||
         names("http://127.0.0.1") || names("http://[::1]");
}

} // namespace

std::string
webhook_message(Chat chat, const Verdict& verdict, const std::string& link)
{
  const std::vector<std::string> lines = lines_of(verdict);
  const std::string text = text::join(lines, "\n");
  json out;
  switch (chat) {
  case Chat::slack:
    out = {{"text", text + (link.empty() ? "" : "\n<" + link + "|the run>")}};
    break;
  case Chat::mattermost:
    out = {{"text", text + (link.empty() ? "" : "\n\n[the run](" + link + ")")}};
    break;
  case Chat::teams: out = card(lines, link); break;
  case Chat::wecom:
    out = {{"msgtype", "markdown"},
           {"markdown", {{"content", text + (link.empty() ? "" : "\n[the run](" + link + ")")}}}};
    break;
  case Chat::lark:
    out = {{"msg_type", "text"}, {"content", {{"text", text + (link.empty() ? "" : "\n" + link)}}}};
    break;
  }
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

Delivery
deliver_webhook(Chat chat, const Verdict& verdict, const std::string& link, const Secret& address,
                const HttpSender& send)
{
  const std::string name(to_string(chat));
  if (verdict.outcome == Outcome::pass) {
    return {DeliveryState::nothing_to_do, "passed, so nothing is said to " + name};
  }
  if (!is_safe_address(address.reveal())) {
    return {DeliveryState::failed,
            fmt::format("the address in {} must begin with https://", k_webhook_variable)};
  }
  HttpRequest request;
  request.method = "POST";
  request.url = address.reveal();
  request.headers = {{"Content-Type", "application/json"}};
  request.body = webhook_message(chat, verdict, link);
  const auto answer = send(request, k_limit);
  if (!answer) { // its words would name the address
    return {DeliveryState::failed,
            fmt::format("{} could not be reached (is the address in {} right, and is there a way "
                        "to it from here?)",
                        name, k_webhook_variable)};
  }
  if (answer->status / 100 != 2 || is_refused(chat, answer->body)) {
    return {DeliveryState::failed,
            fmt::format("{} did not take it, got status {} (is the address in {} that of an "
                        "incoming webhook?)",
                        name, answer->status, k_webhook_variable)};
  }
  return {DeliveryState::delivered, "told " + name};
}

} // namespace leakgate
