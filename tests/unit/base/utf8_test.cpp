#include "gate/base/utf8.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

TEST_CASE("utf8: no character is cut in two")
{
  const std::string text = "a\u00e9\u20ac\U0001F600b"; // 1, 2, 3, 4 and 1 bytes
  const std::size_t fits[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
  for (std::size_t limit = 0; limit < std::size(fits); ++limit) {
    CAPTURE(limit);
    CHECK(utf8::cut(text, limit) == text.substr(0, fits[limit]));
    CHECK(utf8::shortened(text, limit) ==
          text.substr(0, fits[limit]) + (fits[limit] < text.size() ? "…" : ""));
  }
  CHECK(utf8::cut("", 0).empty());
  CHECK(utf8::shortened("", 0).empty());
  CHECK(utf8::cut("\x80\x80\x80", 2).empty()); // no character at all
}

TEST_CASE("utf8: what is put there is one valid character")
{
  for (const std::uint32_t character :
       {0x0U, 0x7fU, 0x80U, 0x7ffU, 0x800U, 0xfffdU, 0x10000U, 0x10ffffU}) {
    CAPTURE(character);
    std::string out;
    utf8::append(out, character);
    CHECK(utf8::character_length(out) == out.size());
  }
  std::string out;
  utf8::append(out, 0x20ac);
  CHECK(out == "€");
}

TEST_CASE("utf8: overlong forms, surrogates and what lies too high are no characters")
{
  for (const char* bad :
       {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
        "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\xc3(", "\xff"}) {
    CAPTURE(bad);
    CHECK(utf8::character_length(bad) == 0);
  }
  CHECK(utf8::character_length("ab") == 1);
  CHECK(utf8::character_length("€b") == 3);
}
