#include "reporters/json/result.hpp"

#include "gate/base/text.hpp"
#include "reporters/json/result_fields.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <map>
#include <optional>
#include <type_traits>
#include <vector>

namespace leakgate {

namespace {

using Json = nlohmann::ordered_json;
using Seconds = std::chrono::duration<double>;

// JSON is UTF-8, and nlohmann's dump throws on anything else.
Json
to_json(const std::string& value)
{
  return text::valid_utf8(value);
}

Json
to_json(const Name& value)
{
  return text::valid_utf8(value.view());
}

// JSON has no NaN and no infinity: null says that there is no number.
Json
to_json(double value)
{
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

// Whole nanoseconds, so that a sum of doubles does not show its rounding errors.
Json
to_json(const Seconds& value)
{
  constexpr double k_per_second = 1e9;
  return to_json(std::round(value.count() * k_per_second) / k_per_second);
}

template <typename T>
Json to_json(const T& value);

template <typename T>
Json
to_json(const std::vector<T>& values)
{
  Json out = Json::array();
  for (const T& value : values) {
    out.push_back(to_json(value));
  }
  return out;
}

template <typename T>
Json
to_json(const std::optional<T>& value)
{
  return value ? to_json(*value) : Json(nullptr);
}

// Source lines by their number.
Json
to_json(const std::map<int, std::string>& lines)
{
  Json out = Json::object();
  for (const auto& [number, line] : lines) {
    out[std::to_string(number)] = to_json(line);
  }
  return out;
}

template <typename T>
Json
to_json(const std::map<std::string, T>& values)
{
  Json out = Json::object();
  for (const auto& [key, value] : values) {
    out[text::valid_utf8(key)] = to_json(value);
  }
  return out;
}

struct Writer
{
  Json object = Json::object();

  template <typename T>
  void
  operator()(const char* key, const T& value)
  {
    object[key] = to_json(value);
  }

  template <typename T>
  void
  added(const char* key, const T& value)
  {
    (*this)(key, value);
  }
};

template <typename T>
Json
to_json(const T& value)
{
  if constexpr (std::is_enum_v<T>) {
    return to_string(value);
  } else if constexpr (std::is_arithmetic_v<T>) {
    return value;
  } else {
    Writer writer;
    result_fields::fields(writer, value);
    return std::move(writer.object);
  }
}

} // namespace

std::string
render_json(const Verdict& verdict, const ReportContext&)
{
  Writer writer;
  writer("version", result_fields::k_version);
  result_fields::fields(writer, verdict);
  return writer.object.dump(2) + "\n";
}

} // namespace leakgate
