#include "gate/base/json.hpp"
#include "gate/base/number.hpp"
#include "gate/base/text.hpp"
#include "gate/model/enum_words.hpp"
#include "reporters/json/path.hpp"
#include "reporters/json/pieces.hpp"
#include "reporters/json/reading.hpp"
#include "reporters/json/result_counts.hpp"
#include "reporters/json/result_fields.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <limits>
#include <map>
#include <type_traits>
#include <utility>
#include <vector>

namespace leakgate::json_reading {

namespace {

using Json = nlohmann::json;
using json_pieces::Object;
using Seconds = std::chrono::duration<double>;

bool
is_structured(std::string_view text)
{
  const char first = json_pieces::first_of(text);
  return first == '{' || first == '[';
}

// A text, number or word. Lists and objects are only told from these: they may be large, and
// nested so deeply that writing them out would exhaust the stack.
Json
scalar(std::string_view text, Reading& reading)
{
  if (is_structured(text)) {
    return json_pieces::first_of(text) == '[' ? Json::array() : Json::object();
  }
  Json json = Json::parse(text, nullptr, false);
  reading.is_json = reading.is_json && !json.is_discarded();
  return json;
}

void
expected(Reading& reading, std::string_view what, const Json& got, std::string_view choices = {})
{
  if (reading.is_json) {
    reading.fail(fmt::format("expected {}, got {}{}", what, json::shown(got),
                             choices.empty() ? "" : fmt::format(" ({})", choices)));
  }
}

void
read(std::string_view text, std::string& out, Reading& reading)
{
  const Json json = scalar(text, reading);
  if (!json.is_string()) {
    return expected(reading, "a text", json);
  }
  out = json.get<std::string>();
}

void
read(std::string_view text, Name& out, Reading& reading)
{
  std::string name;
  read(text, name, reading);
  out = Name(name);
}

void
read(std::string_view text, bool& out, Reading& reading)
{
  const Json json = scalar(text, reading);
  if (!json.is_boolean()) {
    return expected(reading, "true or false", json);
  }
  out = json.get<bool>();
}

void
read(std::string_view text, double& out, Reading& reading)
{
  const Json json = scalar(text, reading);
  if (json.is_null()) { // how NaN and infinity are written
    out = std::numeric_limits<double>::quiet_NaN();
    return;
  }
  if (!json.is_number()) {
    return expected(reading, "a number", json);
  }
  out = json.get<double>();
}

void
read(std::string_view text, Seconds& out, Reading& reading)
{
  double seconds = 0;
  read(text, seconds, reading);
  out = Seconds(seconds);
}

template <typename T>
requires(std::is_integral_v<T>) void read(std::string_view text, T& out, Reading& reading)
{
  using Limits = std::numeric_limits<T>;
  const Json json = scalar(text, reading);
  const bool fits = json.is_number_unsigned()
                        ? json.get<std::uint64_t>() <= static_cast<std::uint64_t>(Limits::max())
                        : json.is_number_integer() && json.get<std::int64_t>() >= Limits::min();
  if (!fits) {
    return expected(reading, "a whole number", json);
  }
  out = static_cast<T>(json.get<std::int64_t>());
}

template <typename T>
requires(std::is_enum_v<T>) void read(std::string_view text, T& out, Reading& reading)
{
  const Json json = scalar(text, reading);
  const auto value =
      json.is_string() ? from_word<T>(json.get_ref<const std::string&>()) : std::nullopt;
  if (!value) {
    return expected(reading, EnumWords<T>::k_noun, json, text::join(words_of<T>(), ", "));
  }
  out = *value;
}

template <typename T>
requires(std::is_class_v<T>) void read(std::string_view text, T& out, Reading& reading);

template <typename T>
void
read(std::string_view text, std::vector<T>& out, Reading& reading)
{
  if (json_pieces::first_of(text) != '[') {
    return expected(reading, "a list", scalar(text, reading));
  }
  json_pieces::Parts parts(text);
  while (const auto element = parts.element()) {
    const Step step(reading, std::to_string(out.size()));
    read(*element, out.emplace_back(), reading);
    if (!reading.good()) {
      return;
    }
  }
  reading.is_json = !parts.is_broken();
}

template <typename T>
void
read(std::string_view text, std::optional<T>& out, Reading& reading)
{
  if (is_structured(text) || !scalar(text, reading).is_null()) {
    read(text, out.emplace(), reading);
  }
}

Object
object_of(std::string_view text, Reading& reading)
{
  if (json_pieces::first_of(text) != '{') {
    expected(reading, "an object", scalar(text, reading));
    return {};
  }
  std::optional<Object> object = Object::of(text);
  reading.is_json = reading.is_json && object;
  return object ? std::move(*object) : Object();
}

// What nobody asked for is passed over, and must be JSON all the same.
void
check_rest(const Object& object, Reading& reading)
{
  reading.is_json = reading.is_json && std::ranges::all_of(object.rest(), [](auto text) {
                      return Json::accept(text);
                    });
}

// Source lines by their number.
void
read(std::string_view text, std::map<int, std::string>& out, Reading& reading)
{
  Object object = object_of(text, reading);
  for (const auto& [key, value] : object.sorted()) {
    const Step step(reading, key);
    const int number = whole_number<int>(key).value_or(0);
    if (number < 1) {
      return reading.fail("expected the number of a line");
    }
    read(value, out[number], reading);
  }
  check_rest(object, reading);
}

template <typename T>
void
read(std::string_view text, std::map<std::string, T>& out, Reading& reading)
{
  Object object = object_of(text, reading);
  for (const auto& [key, value] : object.sorted()) {
    const Step step(reading, key);
    read(value, out[key], reading);
  }
  check_rest(object, reading);
}

// Reads the fields of one object. Fields that this version does not know are passed over:
// a newer one may have added them.
class Reader
{
public:
  Reader(Object& object, Reading& reading) : m_object(object), m_reading(reading) {}

  template <typename T>
  void
  operator()(std::string_view key, T& value)
  {
    const auto found = m_reading.good() ? m_object.find(key) : std::nullopt;
    if (found) {
      read_field(key, *found, value);
    } else if (m_reading.good()) {
      m_reading.fail(fmt::format("the field \"{}\" is missing", key));
    }
  }

  // A field that results of an earlier release do not have.
  template <typename T>
  void
  added(std::string_view key, T& value)
  {
    if (const auto found = m_reading.good() ? m_object.find(key) : std::nullopt) {
      read_field(key, *found, value);
    }
  }

private:
  template <typename T>
  void
  read_field(std::string_view key, std::string_view text, T& value)
  {
    const Step step(m_reading, key);
    read(text, value, m_reading);
    if (const auto wrong = result_counts::refused(key, value); wrong && m_reading.good()) {
      m_reading.fail(fmt::format("expected a count, got {} (the file was changed or is damaged)",
                                 text::quoted(std::to_string(*wrong))));
    }
  }

  Object& m_object;
  Reading& m_reading;
};

template <typename T>
requires(std::is_class_v<T>) void read(std::string_view text, T& out, Reading& reading)
{
  Object object = object_of(text, reading);
  Reader reader(object, reading);
  result_fields::fields(reader, out);
  check_rest(object, reading);
}

// What stands in the text is of the version that is read here.
void
check_document(std::string_view json, Reading& reading)
{
  Object object = object_of(json, reading);
  if (!reading.is_json) {
    return;
  }
  reading.error.clear();
  const auto version = object.find("version");
  if (object.find("clusters") && !object.find("outcome")) {
    reading.fail("is a baseline, not a result (give a file that --report json=PATH wrote)");
  } else if (!version) {
    reading.fail("not a result of leakgate (give a file that --report json=PATH wrote)");
  } else if (const Json got = scalar(*version, reading); got != result_fields::k_version) {
    const Step step(reading, "version");
    expected(reading, std::to_string(result_fields::k_version), got,
             "written by another version of leakgate: use that one");
  }
}

} // namespace

Result<Verdict>
read_any(std::string_view json, std::string_view where)
{
  constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";
  const std::size_t skipped = json.starts_with(k_byte_order_mark) ? k_byte_order_mark.size() : 0;
  const std::string_view text = json.substr(skipped);
  Verdict verdict;
  Reading reading;
  check_document(text, reading);
  if (reading.good()) {
    read(text, verdict, reading);
  }
  if (reading.good()) {
    return verdict;
  }
  // What is no JSON at all is said first, wherever it stands.
  if (auto wrong = syntax_error(json, where)) {
    return failure(std::move(*wrong));
  }
  return failure(fmt::format("{}: {}", where, reading.error));
}

} // namespace leakgate::json_reading
