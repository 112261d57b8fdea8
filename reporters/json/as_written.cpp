#include "gate/base/number.hpp"
#include "gate/model/enum_words.hpp"
#include "reporters/json/reading.hpp"
#include "reporters/json/result_counts.hpp"
#include "reporters/json/result_fields.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <limits>
#include <map>
#include <type_traits>
#include <vector>

// Most of a large result are short texts and small numbers, which cost no tree and no copy here.
// Whatever needs thought (escapes, fractions, other languages) is read by the parser, one value
// at a time. What is read is read as read_any would: a fuzz target compares.
namespace leakgate::json_reading {

namespace {

using Json = nlohmann::json;
using Seconds = std::chrono::duration<double>;

// Where the text is being read. `ok` stays false from the first thing on that is not as written.
struct Cursor
{
  std::string_view text;
  std::size_t at = 0;
  bool ok = true;

  [[nodiscard]] char
  peek() const
  {
    return at < text.size() ? text[at] : '\0';
  }

  void
  space()
  {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
      ++at;
    }
  }

  bool
  take(char c)
  {
    space();
    const bool there = ok && peek() == c;
    at += there ? 1 : 0;
    return there;
  }

  bool
  take(std::string_view word)
  {
    space();
    const bool there = ok && text.substr(at).starts_with(word);
    at += there ? word.size() : 0;
    return there;
  }

  void
  expect(bool condition)
  {
    ok = ok && condition;
  }
};

// The text between the quotes of the next string, and whether it stands there as it is meant.
std::string_view
quoted(Cursor& cursor, bool& plain)
{
  cursor.expect(cursor.take('"'));
  const std::size_t start = cursor.at;
  plain = true;
  for (; cursor.at < cursor.text.size() && cursor.text[cursor.at] != '"'; ++cursor.at) {
    const char c = cursor.text[cursor.at];
    plain = plain && c >= ' ' && c <= '~' && c != '\\';
    cursor.at += c == '\\' ? 1 : 0;
  }
  cursor.expect(cursor.at < cursor.text.size());
  const std::size_t end = std::min(cursor.at, cursor.text.size());
  cursor.at = std::min(end + 1, cursor.text.size());
  return cursor.text.substr(start, end - start);
}

void
read(Cursor& cursor, std::string& out)
{
  bool plain = true;
  const std::string_view inside = quoted(cursor, plain);
  if (plain) {
    out = inside;
    return;
  }
  const Json parsed = Json::parse(
      cursor.ok ? std::string_view(inside.data() - 1, inside.size() + 2) : "", nullptr, false);
  cursor.expect(parsed.is_string());
  out = parsed.is_string() ? parsed.get<std::string>() : "";
}

void
read(Cursor& cursor, Name& out)
{
  bool plain = true;
  const std::size_t start = cursor.at;
  if (const std::string_view inside = quoted(cursor, plain); plain) {
    out = Name(inside);
    return;
  }
  cursor.at = start;
  std::string name;
  read(cursor, name);
  out = Name(name);
}

void
read(Cursor& cursor, bool& out)
{
  out = cursor.take("true");
  cursor.expect(out || cursor.take("false"));
}

// Up to what cannot be of a number.
std::string_view
number_text(Cursor& cursor)
{
  cursor.space();
  const std::size_t start = cursor.at;
  const auto part = [](char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
  };
  while (part(cursor.peek())) {
    ++cursor.at;
  }
  return cursor.text.substr(start, cursor.at - start);
}

void
read(Cursor& cursor, double& out)
{
  if (cursor.take("null")) {
    out = std::numeric_limits<double>::quiet_NaN();
    return;
  }
  const Json parsed = Json::parse(number_text(cursor), nullptr, false);
  cursor.expect(parsed.is_number());
  out = parsed.is_number() ? parsed.get<double>() : 0;
}

void
read(Cursor& cursor, Seconds& out)
{
  double seconds = 0;
  read(cursor, seconds);
  out = Seconds(seconds);
}

template <typename T>
requires(std::is_integral_v<T>) void read(Cursor& cursor, T& out)
{
  const std::string_view digits = number_text(cursor);
  const auto number = whole_number<T>(digits);
  const std::string_view unsigned_digits = digits.substr(digits.starts_with('-') ? 1 : 0);
  cursor.expect(number && (unsigned_digits.size() == 1 || !unsigned_digits.starts_with('0')));
  out = number.value_or(out);
}

template <typename T>
requires(std::is_enum_v<T>) void read(Cursor& cursor, T& out)
{
  bool plain = true;
  const std::string_view word = quoted(cursor, plain);
  const auto value = from_word<T>(word);
  cursor.expect(plain && value);
  out = cursor.ok ? *value : out;
}

template <typename T>
requires(std::is_class_v<T>) void read(Cursor& cursor, T& out);

template <typename T>
void
read(Cursor& cursor, std::vector<T>& out)
{
  cursor.expect(cursor.take('['));
  for (bool more = !cursor.take(']'); more && cursor.ok; more = !cursor.take(']')) {
    cursor.expect(out.empty() || cursor.take(','));
    read(cursor, out.emplace_back());
  }
}

template <typename T>
void
read(Cursor& cursor, std::optional<T>& out)
{
  if (!cursor.take("null")) {
    read(cursor, out.emplace());
  }
}

// Where a key comes twice, the last one counts; and those are not for this reader.
template <typename Key, typename T, typename Convert>
void
read_map(Cursor& cursor, std::map<Key, T>& out, Convert convert)
{
  cursor.expect(cursor.take('{'));
  for (bool more = !cursor.take('}'); more && cursor.ok; more = !cursor.take('}')) {
    cursor.expect(out.empty() || cursor.take(','));
    std::string key;
    read(cursor, key);
    cursor.expect(cursor.take(':'));
    const auto [entry, is_new] = out.try_emplace(convert(key));
    cursor.expect(is_new);
    read(cursor, entry->second);
  }
}

void
read(Cursor& cursor, std::map<int, std::string>& out)
{
  read_map(cursor, out, [&](const std::string& key) {
    const int number = whole_number<int>(key).value_or(0);
    cursor.expect(number >= 1);
    return number;
  });
}

template <typename T>
void
read(Cursor& cursor, std::map<std::string, T>& out)
{
  read_map(cursor, out, [](const std::string& key) { return key; });
}

// The fields in the order in which they are written.
class Reader
{
public:
  explicit Reader(Cursor& cursor) : m_cursor(cursor) {}

  template <typename T>
  void
  operator()(std::string_view key, T& value)
  {
    m_cursor.expect(take_key(key));
    if (m_cursor.ok) {
      read(m_cursor, value);
      m_cursor.expect(!result_counts::refused(key, value));
    }
  }

  // A field that results of an earlier release do not have.
  template <typename T>
  void
  added(std::string_view key, T& value)
  {
    if (take_key(key)) {
      read(m_cursor, value);
      m_cursor.expect(!result_counts::refused(key, value));
    }
  }

private:
  bool
  take_key(std::string_view key)
  {
    const std::size_t start = m_cursor.at;
    const bool taken = (m_first || m_cursor.take(',')) && m_cursor.take('"') &&
                       m_cursor.text.substr(m_cursor.at).starts_with(key);
    m_cursor.at += taken ? key.size() : 0;
    if (taken && m_cursor.peek() == '"') {
      ++m_cursor.at;
      m_first = false;
      m_cursor.expect(m_cursor.take(':'));
      return true;
    }
    m_cursor.at = start;
    return false;
  }

  Cursor& m_cursor;
  bool m_first = true;
};

template <typename T>
requires(std::is_class_v<T>) void read(Cursor& cursor, T& out)
{
  cursor.expect(cursor.take('{'));
  Reader reader(cursor);
  result_fields::fields(reader, out);
  cursor.expect(cursor.take('}'));
}

} // namespace

bool
read_as_written(std::string_view json, Verdict& out)
{
  Cursor cursor{json};
  cursor.expect(cursor.take('{'));
  Reader reader(cursor);
  int version = 0;
  reader("version", version);
  cursor.expect(version == result_fields::k_version);
  result_fields::fields(reader, out);
  cursor.expect(cursor.take('}'));
  cursor.space();
  return cursor.ok && cursor.at == json.size();
}

} // namespace leakgate::json_reading
