#include "gate/decode/code_facts.hpp"

#include "gate/base/text.hpp"
#include "gate/model/enum_words.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace leakgate {

namespace {

using Json = nlohmann::json;

// The words of gate/facts. What has none is not known.
constexpr EnumWord<Leaves> k_leaves[] = {{Leaves::never, "never"},
                                         {Leaves::may, "may"},
                                         {Leaves::when_closed, "when closed"},
                                         {Leaves::always, "always"}};
constexpr EnumWord<ChannelKind> k_channels[] = {
    {ChannelKind::plain, "channel"}, {ChannelKind::context, "context"},
    {ChannelKind::ticker, "ticker"}, {ChannelKind::tick, "tick"},
    {ChannelKind::timer, "timer"},   {ChannelKind::after, "after"}};
constexpr EnumWord<Room> k_rooms[] = {{Room::none, "none"}, {Room::some, "some"}};
constexpr EnumWord<CodeCase::Op> k_ops[] = {{CodeCase::Op::receive, "receive"},
                                            {CodeCase::Op::send, "send"},
                                            {CodeCase::Op::otherwise, "default"}};
constexpr EnumWord<ContextCode::Kind> k_contexts[] = {{ContextCode::Kind::root, "root"},
                                                      {ContextCode::Kind::handed, "handed"},
                                                      {ContextCode::Kind::kept, "kept"}};
constexpr EnumWord<FailureCode::Kind> k_failures[] = {{FailureCode::Kind::leaves, "leaves"},
                                                      {FailureCode::Kind::reports, "reports"},
                                                      {FailureCode::Kind::stays, "stays"},
                                                      {FailureCode::Kind::panics, "panics"},
                                                      {FailureCode::Kind::stuck, "stuck"}};
constexpr EnumWord<CodeFacts::Kind> k_kinds[] = {{CodeFacts::Kind::select, "select"},
                                                 {CodeFacts::Kind::send, "send"},
                                                 {CodeFacts::Kind::receive, "receive"},
                                                 {CodeFacts::Kind::range, "range"},
                                                 {CodeFacts::Kind::call, "call"}};

std::string
text_at(const Json& object, const char* key)
{
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int
line_at(const Json& object, const char* key)
{
  const auto found = object.find(key);
  const bool fits = found != object.end() && found->is_number_unsigned() &&
                    found->get<std::uint64_t>() < 1'000'000'000;
  return fits ? found->get<int>() : 0;
}

bool
flag_at(const Json& object, const char* key)
{
  const auto found = object.find(key);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

template <typename T, std::size_t N>
T
word_at(const Json& object, const char* key, const EnumWord<T> (&words)[N], T otherwise)
{
  const auto* const found = std::ranges::find(words, text_at(object, key), &EnumWord<T>::word);
  return found == std::end(words) ? otherwise : found->value;
}

// What `read` makes of each object in the list under that key.
template <typename T>
std::vector<T>
list_at(const Json& object, const char* key, T (*read)(const Json&))
{
  std::vector<T> out;
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) {
    return out;
  }
  for (const Json& each : *found) {
    if (each.is_object()) {
      out.push_back(read(each));
    }
  }
  return out;
}

std::vector<std::string>
texts_at(const Json& object, const char* key)
{
  std::vector<std::string> out;
  const auto found = object.find(key);
  if (found != object.end() && found->is_array()) {
    for (const Json& each : *found) {
      if (each.is_string()) {
        out.push_back(each.get<std::string>());
      }
    }
  }
  return out;
}

Awaited
read_awaited(const Json& json)
{
  return {text_at(json, "what"), line_at(json, "line"), texts_at(json, "by")};
}

Owner
read_owner(const Json& json)
{
  return {text_at(json, "function"),  text_at(json, "file"),
          line_at(json, "line"),      texts_at(json, "makers"),
          texts_at(json, "creators"), list_at(json, "waits", read_awaited)};
}

ClosingCall
read_closing(const Json& json)
{
  return {text_at(json, "function"), text_at(json, "file"),
          line_at(json, "line"),     flag_at(json, "deferred"),
          flag_at(json, "test"),     flag_at(json, "goroutine"),
          flag_at(json, "returned"), list_at(json, "owners", read_owner)};
}

Feeder
read_feeder(const Json& channel)
{
  const auto feeder = channel.find("feeder");
  if (feeder == channel.end() || !feeder->is_object()) {
    return {};
  }
  return {text_at(*feeder, "expr"), text_at(*feeder, "function"), text_at(*feeder, "file"),
          line_at(*feeder, "line")};
}

OwnChannel
read_own_channel(const Json& channel)
{
  const auto own = channel.find("own");
  if (own == channel.end() || !own->is_object()) {
    return {};
  }
  return {text_at(*own, "expr"), text_at(*own, "testing"), text_at(*own, "file"),
          line_at(*own, "line")};
}

CodeCase
read_case(const Json& json)
{
  CodeCase out;
  out.op = word_at(json, "op", k_ops, CodeCase::Op::call);
  out.line = line_at(json, "line");
  out.text = text_at(json, "text");
  out.binds = flag_at(json, "binds");
  out.asks = flag_at(json, "asks");
  out.by_body = flag_at(json, "by_body");
  out.counted = flag_at(json, "counted");
  out.leaves = word_at(json, "leaves", k_leaves, Leaves::unknown);
  const auto channel = json.find("channel");
  if (channel != json.end() && channel->is_object()) {
    out.channel.expression = text_at(*channel, "expr");
    out.channel.kind = word_at(*channel, "kind", k_channels, ChannelKind::unknown);
    out.channel.element = text_at(*channel, "element");
    out.channel.room = word_at(*channel, "room", k_rooms, Room::unknown);
    out.channel.received_here = flag_at(*channel, "received");
    out.channel.received_elsewhere = flag_at(*channel, "received_elsewhere");
    out.channel.made_once = flag_at(*channel, "made_once");
    out.channel.made_file = text_at(*channel, "made_file");
    out.channel.made_line = line_at(*channel, "made_line");
    out.channel.field = text_at(*channel, "field");
    out.channel.made_inside = flag_at(*channel, "made_inside");
    out.channel.never_closed = flag_at(*channel, "never_closed");
    out.channel.feeder = read_feeder(*channel);
    out.channel.own = read_own_channel(*channel);
    out.channel.sent_by = list_at(*channel, "sent_by", read_closing);
    out.channel.sent = list_at(*channel, "sent", read_closing);
    out.channel.given = list_at(*channel, "given", read_closing);
    out.channel.senders = list_at(*channel, "senders", read_closing);
    out.channel.notified = flag_at(*channel, "notified");
    out.channel.nil_from = text_at(*channel, "nil_from");
    out.channel.forgotten = list_at(*channel, "forgotten", read_closing);
    out.channel.closed = list_at(*channel, "closed", read_closing);
    out.channel.cancelled = list_at(*channel, "cancelled", read_closing);
    out.channel.handed = flag_at(*channel, "handed");
  }
  return out;
}

StoreCode
read_store(const Json& json)
{
  return {text_at(json, "holder"), text_at(json, "text"), text_at(json, "file"),
          line_at(json, "line")};
}

CodeFacts
read_facts(const Json& json)
{
  CodeFacts out;
  if (json.is_object()) {
    out.kind = word_at(json, "kind", k_kinds, CodeFacts::Kind::unknown);
    out.statement = text_at(json, "statement");
    out.loop_line = line_at(json, "loop_line");
    out.cases = list_at(json, "cases", read_case);
    const auto ending = json.find("ending");
    if (ending != json.end() && ending->is_object()) {
      out.ending = {
          text_at(*ending, "call"),      text_at(*ending, "keep"),      text_at(*ending, "testing"),
          text_at(*ending, "function"),  text_at(*ending, "file"),      line_at(*ending, "line"),
          flag_at(*ending, "handed_on"), line_at(*ending, "parameter"), line_at(*ending, "called"),
          line_at(*ending, "before"),    flag_at(*ending, "goroutine")};
    }
    const auto failure = json.find("failure");
    if (failure != json.end() && failure->is_object()) {
      out.failure = {word_at(*failure, "kind", k_failures, FailureCode::Kind::unknown),
                     line_at(*failure, "line"), flag_at(*failure, "checked")};
    }
    const auto keeping = json.find("keeping");
    if (keeping != json.end() && keeping->is_object()) {
      out.keeping = {list_at(*keeping, "stores", read_store), flag_at(*keeping, "handed")};
    }
    const auto context = json.find("context");
    if (context != json.end() && context->is_object()) {
      out.context = {word_at(*context, "kind", k_contexts, ContextCode::Kind::unknown),
                     text_at(*context, "text"), line_at(*context, "line"),
                     text_at(*context, "testing")};
    }
  }
  return out;
}

} // namespace

Result<std::vector<CodeFacts>>
parse_code_facts(std::string_view json)
{
  const Json list = Json::parse(json, nullptr, false);
  if (!list.is_array()) {
    return failure("facts: expected a list of facts, got " + text::quoted(json.substr(0, 80)));
  }
  std::vector<CodeFacts> out;
  std::ranges::transform(list, std::back_inserter(out), read_facts);
  return out;
}

} // namespace leakgate
