#pragma once

#include <cstdint>
#include <string>

/// Fields of JSON that a server or a runner has sent, with their types checked: what is missing or
/// of another type is like an empty text, 0 or false. Templates, so that the library's type stays
/// in source files.
namespace leakgate::json_fields {

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

} // namespace leakgate::json_fields
