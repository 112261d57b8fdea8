#include "reporters/json/pieces.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace leakgate::json_pieces {

namespace {

using Json = nlohmann::json;

constexpr std::string_view k_space = " \t\r\n";
// What values start with. Anything else would be for a parser to refuse, and some take a byte
// order mark in front of any value.
constexpr std::string_view k_starts = "{[\"-0123456789tfn";

bool
is_one_of(std::string_view set, char c)
{
  return set.find(c) != std::string_view::npos;
}

// Behind the string that starts at `at`; the end of the text where it has no end.
std::size_t
behind_string(std::string_view text, std::size_t at)
{
  for (++at; at < text.size(); ++at) {
    if (text[at] == '"') {
      return at + 1;
    }
    at += text[at] == '\\' ? 1 : 0; // and what it escapes
  }
  return text.size();
}

// Behind the list or object that starts at `at`.
std::size_t
behind_nested(std::string_view text, std::size_t at)
{
  std::size_t depth = 0;
  while (at < text.size()) {
    switch (text[at]) {
    case '"': at = behind_string(text, at); continue;
    case '{':
    case '[': ++depth; break;
    case '}':
    case ']':
      if (--depth == 0) {
        return at + 1;
      }
      break;
    default: break;
    }
    ++at;
  }
  return at;
}

std::size_t
behind_word(std::string_view text, std::size_t at)
{
  constexpr std::string_view k_ends(",:]}\" \t\r\n\0", 10);
  return std::min(text.find_first_of(k_ends, at), text.size());
}

} // namespace

Parts::Parts(std::string_view text) : m_text(text)
{
}

bool
Parts::at(char c) const
{
  return m_at < m_text.size() && m_text[m_at] == c;
}

void
Parts::space()
{
  while (m_at < m_text.size() && is_one_of(k_space, m_text[m_at])) {
    ++m_at;
  }
}

// Steps to the next part. False at the end, which must be that of the text as well.
bool
Parts::next(char open, char close)
{
  if (m_broken) {
    return false;
  }
  const bool first = !std::exchange(m_open, true);
  space();
  if (first && !at(open)) {
    m_broken = true;
    return false;
  }
  if (first) {
    ++m_at;
    space();
  }
  if (at(close)) {
    ++m_at;
    space();
    m_broken = m_at != m_text.size() && !at('\0'); // where the parser stops to read, too
    m_text = {};
    m_at = 0;
    return false;
  }
  if (!first) {
    m_broken = !at(',');
    ++m_at;
    space();
  }
  return !m_broken;
}

std::string_view
Parts::value()
{
  space();
  const std::size_t start = m_at;
  if (start >= m_text.size() || !is_one_of(k_starts, m_text[start])) {
    m_broken = true;
    return {};
  }
  const char c = m_text[start];
  m_at = c == '"'               ? behind_string(m_text, start)
         : c == '{' || c == '[' ? behind_nested(m_text, start)
                                : behind_word(m_text, start);
  return m_text.substr(start, m_at - start);
}

std::optional<std::string>
Parts::key()
{
  if (!at('"')) {
    return std::nullopt;
  }
  const std::string_view quoted = value();
  const auto plain = [](char c) { return c >= ' ' && c <= '~' && c != '\\'; };
  if (quoted.size() >= 2 && quoted.back() == '"' && std::ranges::all_of(quoted, plain)) {
    return std::string(quoted.substr(1, quoted.size() - 2));
  }
  const Json name = Json::parse(quoted, nullptr, false);
  return name.is_string() ? std::optional(name.get<std::string>()) : std::nullopt;
}

std::optional<std::string_view>
Parts::element()
{
  if (!next('[', ']')) {
    return std::nullopt;
  }
  const std::string_view found = value();
  return m_broken ? std::nullopt : std::optional(found);
}

std::optional<Member>
Parts::member()
{
  if (!next('{', '}')) {
    return std::nullopt;
  }
  std::optional<std::string> name = key();
  space();
  if (!name || !at(':')) {
    m_broken = true;
    return std::nullopt;
  }
  ++m_at;
  const std::string_view found = value();
  return m_broken ? std::nullopt : std::optional(Member{std::move(*name), found});
}

std::optional<Object>
Object::of(std::string_view text)
{
  Object out;
  std::unordered_map<std::string, std::size_t> known;
  Parts parts(text);
  while (auto member = parts.member()) {
    const auto [entry, is_new] = known.try_emplace(member->key, out.m_members.size());
    if (is_new) {
      out.m_members.push_back(std::move(*member));
    } else {
      out.m_hidden.push_back(std::exchange(out.m_members[entry->second].value, member->value));
    }
  }
  out.m_asked.resize(out.m_members.size());
  return parts.is_broken() ? std::nullopt : std::optional(std::move(out));
}

std::optional<std::string_view>
Object::find(std::string_view key)
{
  for (std::size_t tried = 0; tried < m_members.size(); ++tried, ++m_next) {
    m_next = m_next < m_members.size() ? m_next : 0;
    if (m_members[m_next].key == key) {
      m_asked[m_next] = true;
      return m_members[m_next].value;
    }
  }
  return std::nullopt;
}

std::vector<Member>
Object::sorted()
{
  std::vector<Member> members = m_members;
  std::ranges::sort(members, {}, &Member::key);
  m_asked.assign(m_asked.size(), true);
  return members;
}

std::vector<std::string_view>
Object::rest() const
{
  std::vector<std::string_view> out = m_hidden;
  for (std::size_t i = 0; i < m_members.size(); ++i) {
    if (!m_asked[i]) {
      out.push_back(m_members[i].value);
    }
  }
  return out;
}

char
first_of(std::string_view text)
{
  const std::size_t at = text.find_first_not_of(k_space);
  return at == std::string_view::npos ? '\0' : text[at];
}

} // namespace leakgate::json_pieces
