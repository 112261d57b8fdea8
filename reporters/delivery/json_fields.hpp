#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Fields of JSON that a server or a runner has sent, with their types checked: what is missing or
/// of another type is like an empty text, 0 or false. Templates, so that the library's type stays
/// in source files.
namespace leakgate::json_fields {

/// What is no JSON has no fields and is no list.
template <typename Json>
[[nodiscard]] Json
parsed(std::string_view text)
{
  return Json::parse(text, nullptr, false);
}

/// The field of an object; null when `object` is none or has none.
template <typename Json>
[[nodiscard]] const Json&
field(const Json& object, const char* name)
{
  static const Json none;
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found == object.end() ? none : *found;
}

template <typename Json>
[[nodiscard]] std::string
text_at(const Json& object, const char* name)
{
  const Json& value = field(object, name);
  return value.is_string() ? value.template get<std::string>() : std::string();
}

/// A whole number that is not negative.
template <typename Json>
[[nodiscard]] std::uint64_t
number_at(const Json& object, const char* name)
{
  const Json& value = field(object, name);
  return value.is_number_unsigned() ? value.template get<std::uint64_t>() : 0;
}

/// The items of a list; one that `read` gives no value for is left out. No value for what is no
/// list.
template <typename Json, typename Item>
[[nodiscard]] std::optional<std::vector<Item>>
items_of(const Json& list, std::optional<Item> (*read)(const Json&))
{
  if (!list.is_array()) {
    return std::nullopt;
  }
  std::vector<Item> items;
  items.reserve(list.size());
  for (const Json& element : list) {
    if (std::optional<Item> item = read(element)) {
      items.push_back(std::move(*item));
    }
  }
  return items;
}

/// As a server gets it; bytes that are no UTF-8 become U+FFFD.
template <typename Json>
[[nodiscard]] std::string
dumped(const Json& json)
{
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace leakgate::json_fields
