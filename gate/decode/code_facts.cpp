#include "gate/decode/code_facts.hpp"

#include "gate/base/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace leakgate {

namespace {

using Json = nlohmann::json;

template <typename T>
using Words = std::pair<std::string_view, T>;

constexpr std::array<Words<Leaves>, 4> k_leaves = {{{"never", Leaves::never},
                                                    {"may", Leaves::may},
                                                    {"when closed", Leaves::when_closed},
                                                    {"always", Leaves::always}}};
constexpr std::array<Words<ChannelKind>, 6> k_channels = {{{"channel", ChannelKind::plain},
                                                           {"context", ChannelKind::context},
                                                           {"ticker", ChannelKind::ticker},
                                                           {"tick", ChannelKind::tick},
                                                           {"timer", ChannelKind::timer},
                                                           {"after", ChannelKind::after}}};
constexpr std::array<Words<Room>, 2> k_rooms = {{{"none", Room::none}, {"some", Room::some}}};
constexpr std::array<Words<CodeCase::Op>, 3> k_ops = {{{"receive", CodeCase::Op::receive},
                                                       {"send", CodeCase::Op::send},
                                                       {"default", CodeCase::Op::otherwise}}};
constexpr std::array<Words<CodeFacts::Kind>, 5> k_kinds = {{{"select", CodeFacts::Kind::select},
                                                            {"send", CodeFacts::Kind::send},
                                                            {"receive", CodeFacts::Kind::receive},
                                                            {"range", CodeFacts::Kind::range},
                                                            {"call", CodeFacts::Kind::call}}};

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
word_at(const Json& object, const char* key, const std::array<Words<T>, N>& words, T otherwise)
{
  const std::string word = text_at(object, key);
  const auto found = std::ranges::find(words, word, &Words<T>::first);
  return found == words.end() ? otherwise : found->second;
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

Owner
read_owner(const Json& json)
{
  return {text_at(json, "function"), text_at(json, "file"), line_at(json, "line"),
          texts_at(json, "makers"), texts_at(json, "creators")};
}

ClosingCall
read_closing(const Json& json)
{
  return {text_at(json, "function"), text_at(json, "file"),
          line_at(json, "line"),     flag_at(json, "deferred"),
          flag_at(json, "test"),     flag_at(json, "goroutine"),
          flag_at(json, "returned"), list_at(json, "owners", read_owner)};
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
    out.channel.closed = list_at(*channel, "closed", read_closing);
    out.channel.cancelled = list_at(*channel, "cancelled", read_closing);
  }
  return out;
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
