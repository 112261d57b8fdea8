#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>
#include <string_view>

/// What errors say of JSON that is not as it should be.
namespace leakgate::json {

/// What stands where something else was expected, quoted. Lists and objects are only named: they
/// can be nested so deeply that writing them out would exhaust the stack.
[[nodiscard]] std::string shown(const nlohmann::json& value);

/// A byte of a text as people look for it: line and column from 1.
struct BytePlace
{
  std::size_t at = 0;
  std::size_t line = 1;
  std::size_t column = 1;
};

/// Of the byte that the library names, which counts from 1; 0: the first one.
[[nodiscard]] BytePlace place_of(std::string_view text, std::size_t byte);

} // namespace leakgate::json
