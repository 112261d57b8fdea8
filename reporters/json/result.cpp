#include "reporters/json/result.hpp"

#include "gate/base/text.hpp"
#include "reporters/json/result_fields.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace leakgate {

namespace {

using Json = nlohmann::json;
using Seconds = std::chrono::duration<double>;

// The text as it grows, and how deep it stands in lists and objects. There is no tree of it: that
// of a large result takes several times its memory.
struct Text
{
  std::string out;
  std::size_t depth = 0;

  void
  open(char bracket)
  {
    out += bracket;
    ++depth;
  }

  // Where the next element or member stands.
  void
  line(bool first)
  {
    out += first ? "\n" : ",\n";
    out.append(2 * depth, ' ');
  }

  void
  close(char bracket, bool empty)
  {
    --depth;
    if (!empty) {
      out += '\n';
      out.append(2 * depth, ' ');
    }
    out += bracket;
  }
};

// JSON is UTF-8, and nlohmann's dump throws on anything else.
void
write(Text& text, std::string_view value)
{
  const auto plain = [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; };
  if (std::ranges::all_of(value, plain)) {
    text.out += '"';
    text.out += value;
    text.out += '"';
  } else {
    text.out += Json(text::valid_utf8(value)).dump();
  }
}

void
write(Text& text, const std::string& value)
{
  write(text, std::string_view(value));
}

void
write(Text& text, const Name& value)
{
  write(text, value.view());
}

// JSON has no NaN and no infinity: null says that there is no number.
void
write(Text& text, double value)
{
  text.out += std::isfinite(value) ? Json(value).dump() : "null";
}

// Whole nanoseconds, so that a sum of doubles does not show its rounding errors.
void
write(Text& text, const Seconds& value)
{
  constexpr double k_per_second = 1e9;
  write(text, std::round(value.count() * k_per_second) / k_per_second);
}

template <typename T>
void write(Text& text, const T& value);

template <typename T>
void
write(Text& text, const std::vector<T>& values)
{
  text.open('[');
  bool first = true;
  for (const T& value : values) {
    text.line(std::exchange(first, false));
    write(text, value);
  }
  text.close(']', first);
}

template <typename T>
void
write(Text& text, const std::optional<T>& value)
{
  if (value) {
    write(text, *value);
  } else {
    text.out += "null";
  }
}

class Writer
{
public:
  explicit Writer(Text& text) : m_text(text) { m_text.open('{'); }
  ~Writer() { m_text.close('}', m_first); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  template <typename T>
  void
  operator()(std::string_view key, const T& value)
  {
    m_text.line(std::exchange(m_first, false));
    write(m_text, key);
    m_text.out += ": ";
    write(m_text, value);
  }

  template <typename T>
  void
  added(std::string_view key, const T& value)
  {
    (*this)(key, value);
  }

private:
  Text& m_text;
  bool m_first = true;
};

// Source lines by their number, in the order of the numbers.
void
write(Text& text, const std::map<int, std::string>& lines)
{
  Writer writer(text);
  for (const auto& [number, line] : lines) {
    writer(std::to_string(number), line);
  }
}

// Keys that are the same once they are UTF-8 stand once, with the value of the last.
template <typename T>
void
write(Text& text, const std::map<std::string, T>& values)
{
  std::vector<std::pair<std::string, const T*>> clean;
  std::unordered_map<std::string, std::size_t> known;
  for (const auto& [key, value] : values) {
    std::string name = text::valid_utf8(key);
    const auto [entry, is_new] = known.try_emplace(name, clean.size());
    if (is_new) {
      clean.emplace_back(std::move(name), &value);
    } else {
      clean[entry->second].second = &value;
    }
  }
  Writer writer(text);
  for (const auto& [key, value] : clean) {
    writer(key, *value);
  }
}

template <typename T>
void
write(Text& text, const T& value)
{
  if constexpr (std::is_enum_v<T>) {
    write(text, to_string(value));
  } else if constexpr (std::is_same_v<T, bool>) {
    text.out += value ? "true" : "false";
  } else if constexpr (std::is_arithmetic_v<T>) {
    text.out += std::to_string(value);
  } else {
    Writer writer(text);
    result_fields::fields(writer, value);
  }
}

} // namespace

std::string
render_json(const Verdict& verdict, const ReportContext&)
{
  Text text;
  {
    Writer writer(text);
    writer("version", result_fields::k_version);
    result_fields::fields(writer, verdict);
  }
  text.out += '\n';
  return std::move(text.out);
}

} // namespace leakgate
