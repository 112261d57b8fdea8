#pragma once

#include "gate/base/http/message.hpp"
#include "gate/model/verdict.hpp"
#include "reporters/delivery/delivery.hpp"

#include <span>
#include <string>
#include <string_view>

namespace leakgate {

/// A chat that takes a message by a web address of its own, as `--report webhook=NAME` names it.
enum class Chat { slack, teams, mattermost, wecom, lark };

template <>
struct EnumWords<Chat>
{
  static constexpr std::string_view k_noun = "a chat";
  static constexpr EnumWord<Chat> k_rows[] = {{Chat::slack, "slack"},
                                              {Chat::teams, "teams"},
                                              {Chat::mattermost, "mattermost"},
                                              {Chat::wecom, "wecom"},
                                              {Chat::lark, "lark"}};
};

/// The variable that holds the address. It is a secret: who has it can post.
inline constexpr const char* k_webhook_variable = "LEAKGATE_WEBHOOK_URL";

/// What is posted: the headline, the worst findings with their lines, how many there are more, and
/// `link`, the page of the run (empty: none), as the JSON that this chat takes. Nothing of the
/// verdict can mention people, make a link, or end the block that it stands in.
[[nodiscard]] std::string webhook_message(Chat chat, const Verdict& verdict,
                                          const std::string& link);

/// Posts it, once. A pass is nothing to say. The message of the answer holds nothing of the address
/// and nothing that the server says. `send` takes the request as it is.
[[nodiscard]] Delivery deliver_webhook(Chat chat, const Verdict& verdict, const std::string& link,
                                       const Secret& address, const HttpSender& send);

} // namespace leakgate
