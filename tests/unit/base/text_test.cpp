#include "gate/base/text.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

TEST_CASE("quoted: control bytes, quotes and invalid bytes become visible, UTF-8 stays")
{
  CHECK(text::quoted("a\"b\\c\n\x1b[0m\xff é") == R"("a\"b\\c\n\x1b[0m\xff é")");
}

TEST_CASE("quoted: long input is cut at a character")
{
  CHECK(text::quoted("abcdef", 3) == "\"abc…\"");
  CHECK(text::quoted("abé", 3) == "\"ab…\"");
  CHECK(text::quoted("abc", 3) == "\"abc\"");
}

TEST_CASE("trim and split")
{
  CHECK(text::trim(" \t a b\r\n") == "a b");
  CHECK(text::trim(" ").empty());
  CHECK(text::split("a,,b", ',') == std::vector<std::string_view>{"a", "", "b"});
  CHECK(text::split("", ',') == std::vector<std::string_view>{""});
}

TEST_CASE("glob_match: a star stands for any run of characters")
{
  CHECK(text::glob_match("net/http.*", "net/http.(*Server).Serve"));
  CHECK(text::glob_match("*Serve", "net/http.(*Server).Serve"));
  CHECK(text::glob_match("*", ""));
  CHECK(text::glob_match("a*b*c", "a--b-b--c"));
  CHECK_FALSE(text::glob_match("a*b", "a-b-"));
  CHECK_FALSE(text::glob_match("", "a"));
  // (*T).Run holds a star of its own, which matches itself.
  CHECK(text::glob_match("testing.(*T).Run", "testing.(*T).Run"));
}

TEST_CASE("nearest: offers a name for a slip, and nothing for a stranger")
{
  CHECK(text::nearest("junt", {"json", "junit"}) == "junit");
  CHECK(text::nearest("tets", {"explain", "test"}) == "test");
  CHECK(text::nearest("xyzzy", {"json", "junit"}).empty());
}

TEST_CASE("counted and byte_size")
{
  CHECK(text::counted(1, "goroutine") == "1 goroutine");
  CHECK(text::counted(0, "goroutine") == "0 goroutines");
  CHECK(text::byte_size(1023) == "1023 B");
  CHECK(text::byte_size(1536) == "1.5 KiB");
  CHECK(text::byte_size(-12LL << 20) == "-12.0 MiB");
}

TEST_CASE("valid_utf8: bytes outside valid UTF-8 are replaced one by one")
{
  CHECK(text::valid_utf8("a\xffz") == "a\xEF\xBF\xBDz");
  CHECK(text::valid_utf8("\xC3\xA9") == "\xC3\xA9");
  CHECK(text::valid_utf8("\xC0\xAF") == "\xEF\xBF\xBD\xEF\xBF\xBD");         // overlong
  CHECK(text::valid_utf8("\xED\xA0\x80").find("\xED") == std::string::npos); // surrogate
  CHECK(text::valid_utf8("\xE2\x82") == "\xEF\xBF\xBD\xEF\xBF\xBD");         // cut
}

TEST_CASE("printable: terminal escapes and control bytes go, text stays")
{
  CHECK(text::printable("\x1b[31mred\x1b[0m\tok\n") == "red\tok\n");
  CHECK(text::printable("\x1b]0;title\aafter") == "after");
  CHECK(text::printable("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\") == "link");
  CHECK(text::printable("a\bb\x7f\x01") == "ab");
  CHECK(text::printable("\xC2\x9B"
                        "31mx") == "31mx"); // C1 CSI
  CHECK(text::printable("\x1b[31") == "");
  CHECK(text::printable("é \xff") == "é \xEF\xBF\xBD");
}

TEST_CASE("text: an unknown word is answered with the one that was meant, or with what there is")
{
  const std::vector<std::string> words = {"junit", "json"};
  CHECK(text::meant("junt", words, "known are junit, json") == ", did you mean \"junit\"?");
  CHECK(text::meant("sarif", words, "known are junit, json") == " (known are junit, json)");
  CHECK(text::meant_in_brackets("junt", words, "known are") == " (did you mean \"junit\"?)");
  CHECK(text::meant_in_brackets("sarif", words, "known are") == " (known are)");
}

TEST_CASE("text: choices read as a sentence has them")
{
  CHECK(text::alternatives({}).empty());
  CHECK(text::alternatives({"on"}) == "on");
  CHECK(text::alternatives({"on", "off"}) == "on or off");
  CHECK(text::alternatives({"auto", "on", "off"}) == "auto, on or off");
}

TEST_CASE("text: lower case is that of ASCII, whatever the locale")
{
  CHECK(text::lower("AZaz09_É") == "azaz09_É");
}
