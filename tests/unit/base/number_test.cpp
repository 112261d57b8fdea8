#include "gate/base/number.hpp"

#include <doctest/doctest.h>

#include <cstdint>

using namespace leakgate;

TEST_CASE("number: all of the text is the number, or there is none")
{
  CHECK(whole_number<int>("0") == 0);
  CHECK(whole_number<int>("-7") == -7);
  CHECK(whole_number<int>("2147483647") == 2147483647);
  CHECK(whole_number<std::uint64_t>("18446744073709551615") == UINT64_MAX);
  CHECK(whole_number<unsigned>("fF", 16) == 255);
  for (const char* text : {"", " 1", "1 ", "+1", "0x1", "1.0", "1e3", "2147483648", "-", "a"}) {
    CAPTURE(text);
    CHECK_FALSE(whole_number<int>(text));
  }
  CHECK_FALSE(whole_number<unsigned>("-1"));
}

TEST_CASE("number: one is taken off the front, without a sign")
{
  std::string_view text = "12 [";
  CHECK(take_number<int>(text) == 12);
  CHECK(text == " [");
  for (const std::string_view none : {"", "x1", "-1", "-0", "+1", "99999999999"}) {
    CAPTURE(none);
    std::string_view left = none;
    CHECK_FALSE(take_number<int>(left));
    CHECK(left == none);
  }
}

TEST_CASE("number: decimals in the form that JSON and people share")
{
  CHECK(decimal_number("0") == 0.0);
  CHECK(decimal_number("12.25") == 12.25);
  CHECK(decimal_number("0.03") == 0.03);
  for (const std::string_view text :
       {"", ".", ".5", "1.", "01", "-1", "+1", "1e3", "1.2.3", "1 ", "inf"}) {
    CHECK(!decimal_number(text));
  }
}
