#include "gate/base/json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <array>

using namespace leakgate;

TEST_CASE("json: what stands where something else was expected is quoted, what is nested is named")
{
  CHECK(json::shown(7) == "\"7\"");
  CHECK(json::shown("seven") == "\"seven\"");
  CHECK(json::shown(nullptr) == "\"null\"");
  CHECK(json::shown(nlohmann::json::array({1})) == "a list");
  CHECK(json::shown(nlohmann::json::object()) == "an object");
}

TEST_CASE("json: a byte is told by its line and column")
{
  const auto told = [](std::size_t byte) {
    const json::BytePlace place = json::place_of("ab\ncd\n", byte);
    return std::array{place.at, place.line, place.column};
  };
  CHECK(told(0) == std::array<std::size_t, 3>{0, 1, 1});
  CHECK(told(2) == std::array<std::size_t, 3>{1, 1, 2});
  CHECK(told(4) == std::array<std::size_t, 3>{3, 2, 1});
  CHECK(told(99) == std::array<std::size_t, 3>{6, 3, 1});
}
