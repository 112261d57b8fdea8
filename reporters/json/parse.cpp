#include "gate/base/text.hpp"
#include "reporters/json/result.hpp"
#include "reporters/json/result_counts.hpp"
#include "reporters/json/result_fields.hpp"
#include "reporters/json/result_words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <limits>
#include <map>
#include <optional>
#include <type_traits>
#include <vector>

namespace leakgate {

namespace {

using Json = nlohmann::json;
using Seconds = std::chrono::duration<double>;

// A value for a message. Lists and objects are only named: they can be nested so deeply that
// writing them out would exhaust the stack.
std::string
shown(const Json& value)
{
  if (value.is_structured()) {
    return value.is_array() ? "a list" : "an object";
  }
  return text::quoted(value.is_string() ? value.get<std::string>() : value.dump());
}

// What the values are read into: the path to the value that is being read (RFC 6901) and
// the first error. After an error nothing more is read.
struct Reading
{
  std::string path;
  std::string error;

  void
  expected(std::string_view what, const Json& got, std::string_view choices = {})
  {
    fail(fmt::format("expected {}, got {}{}", what, shown(got),
                     choices.empty() ? "" : fmt::format(" ({})", choices)));
  }

  void
  fail(std::string_view message)
  {
    if (error.empty()) {
      error = path.empty() ? std::string(message) : fmt::format("{}: {}", path, message);
    }
  }
};

// One step down the path for the time of its scope.
class Step
{
public:
  Step(Reading& reading, std::string_view key) : m_reading(reading), m_size(reading.path.size())
  {
    m_reading.path += '/';
    for (const char c : key) {
      m_reading.path += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
  }
  ~Step() { m_reading.path.resize(m_size); }
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;

private:
  Reading& m_reading;
  std::size_t m_size;
};

void
read(const Json& json, std::string& out, Reading& reading)
{
  if (!json.is_string()) {
    return reading.expected("a text", json);
  }
  out = json.get<std::string>();
}

void
read(const Json& json, Name& out, Reading& reading)
{
  std::string name;
  read(json, name, reading);
  out = Name(name);
}

void
read(const Json& json, bool& out, Reading& reading)
{
  if (!json.is_boolean()) {
    return reading.expected("true or false", json);
  }
  out = json.get<bool>();
}

void
read(const Json& json, double& out, Reading& reading)
{
  if (json.is_null()) { // how NaN and infinity are written
    out = std::numeric_limits<double>::quiet_NaN();
    return;
  }
  if (!json.is_number()) {
    return reading.expected("a number", json);
  }
  out = json.get<double>();
}

void
read(const Json& json, Seconds& out, Reading& reading)
{
  double seconds = 0;
  read(json, seconds, reading);
  out = Seconds(seconds);
}

template <typename T>
requires(std::is_integral_v<T>) void read(const Json& json, T& out, Reading& reading)
{
  using Limits = std::numeric_limits<T>;
  const bool fits = json.is_number_unsigned()
                        ? json.get<std::uint64_t>() <= static_cast<std::uint64_t>(Limits::max())
                        : json.is_number_integer() && json.get<std::int64_t>() >= Limits::min();
  if (!fits) {
    return reading.expected("a whole number", json);
  }
  out = static_cast<T>(json.get<std::int64_t>());
}

template <typename T>
requires(std::is_enum_v<T>) void read(const Json& json, T& out, Reading& reading)
{
  using Words = result_words::Words<T>;
  std::string choices;
  for (const T value : Words::k_values) {
    if (json.is_string() && json.get_ref<const std::string&>() == to_string(value)) {
      out = value;
      return;
    }
    choices += choices.empty() ? "" : ", ";
    choices += to_string(value);
  }
  reading.expected(Words::k_noun, json, choices);
}

template <typename T>
requires(std::is_class_v<T>) void read(const Json& json, T& out, Reading& reading);

template <typename T>
void
read(const Json& json, std::vector<T>& out, Reading& reading)
{
  if (!json.is_array()) {
    return reading.expected("a list", json);
  }
  out.reserve(json.size());
  for (std::size_t i = 0; i < json.size() && reading.error.empty(); ++i) {
    const Step step(reading, std::to_string(i));
    read(json[i], out.emplace_back(), reading);
  }
}

template <typename T>
void
read(const Json& json, std::optional<T>& out, Reading& reading)
{
  if (!json.is_null()) {
    read(json, out.emplace(), reading);
  }
}

// Source lines by their number.
void
read(const Json& json, std::map<int, std::string>& out, Reading& reading)
{
  if (!json.is_object()) {
    return reading.expected("an object", json);
  }
  for (const auto& [key, value] : json.items()) {
    const Step step(reading, key);
    int number = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
    if (error != std::errc() || end != key.data() + key.size() || number < 1) {
      return reading.fail("expected the number of a line");
    }
    read(value, out[number], reading);
  }
}

template <typename T>
void
read(const Json& json, std::map<std::string, T>& out, Reading& reading)
{
  if (!json.is_object()) {
    return reading.expected("an object", json);
  }
  for (const auto& [key, value] : json.items()) {
    const Step step(reading, key);
    read(value, out[key], reading);
  }
}

void
check_count(std::string_view key, std::int64_t value, Reading& reading)
{
  if (result_counts::refuses(key, value)) {
    reading.fail(fmt::format("expected a count, got {} (the file was changed or is damaged)",
                             text::quoted(std::to_string(value))));
  }
}

// Reads the fields of one object. Fields that this version does not know are passed over:
// a newer one may have added them.
struct Reader
{
  const Json& object;
  Reading& reading;

  template <typename T>
  void
  operator()(const char* key, T& value)
  {
    if (!reading.error.empty()) {
      return;
    }
    const auto found = object.find(key);
    if (found == object.end()) {
      reading.fail(fmt::format("the field \"{}\" is missing", key));
      return;
    }
    const Step step(reading, key);
    read(*found, value, reading);
    if constexpr (std::is_same_v<T, std::int64_t>) {
      check_count(key, value, reading);
    } else if constexpr (std::is_same_v<T, std::optional<std::int64_t>>) {
      check_count(key, value.value_or(0), reading);
    } else if constexpr (std::is_same_v<T, std::map<std::string, std::int64_t>>) {
      for (const auto& [name, count] : value) { // states
        check_count("count", count, reading);
      }
    }
  }

  // A field that results of an earlier release do not have.
  template <typename T>
  void
  added(const char* key, T& value)
  {
    if (object.contains(key)) {
      (*this)(key, value);
    }
  }
};

template <typename T>
requires(std::is_class_v<T>) void read(const Json& json, T& out, Reading& reading)
{
  if (!json.is_object()) {
    return reading.expected("an object", json);
  }
  Reader reader{json, reading};
  result_fields::fields(reader, out);
}

std::string
syntax_error(std::string_view json, std::string_view where, std::size_t byte)
{
  const std::size_t at = std::min(byte > 0 ? byte - 1 : 0, json.size());
  const std::string_view before = json.substr(0, at);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n');
  const std::size_t column = at - (start == std::string_view::npos ? 0 : start + 1) + 1;
  return fmt::format("{}:{}:{}: not JSON, got {} (give a file that --report json=PATH wrote)",
                     where, line, column,
                     at == json.size() ? "the end of the file" : text::quoted(json.substr(at, 30)));
}

} // namespace

Result<Verdict>
parse_json_result(std::string_view json, std::string_view where)
{
  Json document;
  try {
    document = Json::parse(json);
  } catch (const Json::parse_error& error) {
    return failure(syntax_error(json, where, error.byte));
  } catch (const Json::exception&) { // a number that no double holds
    return failure(fmt::format("{}: a number in it is out of range", where));
  }
  if (document.is_object() && document.contains("clusters") && !document.contains("outcome")) {
    return failure(fmt::format("{}: is a baseline, not a result (give a file that --report "
                               "json=PATH wrote)",
                               where));
  }
  if (!document.is_object() || !document.contains("version")) {
    return failure(fmt::format("{}: not a result of leakgate (give a file that --report json=PATH "
                               "wrote)",
                               where));
  }
  if (document["version"] != result_fields::k_version) {
    return failure(fmt::format(
        "{}: /version: expected {}, got {} (written by another version of leakgate: use that one)",
        where, result_fields::k_version, shown(document["version"])));
  }
  Verdict verdict;
  Reading reading;
  read(document, verdict, reading);
  if (!reading.error.empty()) {
    return failure(fmt::format("{}: {}", where, reading.error));
  }
  return verdict;
}

} // namespace leakgate
