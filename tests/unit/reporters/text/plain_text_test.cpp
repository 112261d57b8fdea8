#include "reporters/text/plain_text.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

TEST_CASE("plain_text: one line holds nothing that steers, and is cut at a character")
{
  CHECK(plain_text::one_line(" a\n\x1b[31mb\x1b[0m\tc ", 100) == "a b c");
  CHECK(plain_text::one_line("x\xff\xe2\x80\xaey", 100) == "x\xef\xbf\xbd\xef\xbf\xbdy");
  CHECK(plain_text::one_line("aéé", 3) == "aé…");
  CHECK(plain_text::one_line("aéé", 4) == "aé…");
  CHECK(plain_text::one_line("aéé", 5) == "aéé");
  CHECK(plain_text::one_line("", 5).empty());
}

TEST_CASE("plain_text: lines stay lines")
{
  CHECK(plain_text::lines("\n- a\x07\n\n- \xe2\x80\xaey\n", 100) == "- a\n\n- \xef\xbf\xbdy");
  CHECK(plain_text::lines("a\r\nb", 100) == "a\nb");
  CHECK(plain_text::lines("abc", 2) == "ab…");
}
