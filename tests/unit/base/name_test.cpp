#include "gate/base/name.hpp"

#include <doctest/doctest.h>

#include <string>

using leakgate::Name;

TEST_CASE("Name: equal text is the same name, other text is not")
{
  const std::string text = "runtime.gopark";
  CHECK(Name("runtime.gopark") == Name(text));
  CHECK(Name("runtime.gopark").hash() == Name(text).hash());
  CHECK_FALSE(Name("a") == Name("b"));
  CHECK(Name() == Name(""));
  CHECK(Name().empty());
}

TEST_CASE("Name: order is that of the text")
{
  CHECK(Name("b.first_made") < Name("c"));
  CHECK(Name("a.made_later") < Name("b.first_made"));
}

TEST_CASE("Name: text stays valid while many more names are made")
{
  const Name first("the first");
  for (int i = 0; i < 100000; ++i) {
    const Name other("name " + std::to_string(i));
    REQUIRE(other.view().ends_with(std::to_string(i)));
  }
  CHECK(first.view() == "the first");
  CHECK(first == Name("the first"));
}
