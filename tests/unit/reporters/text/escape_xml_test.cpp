#include "reporters/text/escape_xml.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace leakgate;

TEST_CASE("escape xml: text keeps only what XML 1.0 allows")
{
  CHECK(escape_xml::text("a\x01\x1b[31mb\x1b[0m\x0b\x7f") == "ab");
  CHECK(escape_xml::text(std::string("a\0b", 3)) == "ab");
  CHECK(escape_xml::text("\xff\xed\xa0\x80") == "\uFFFD\uFFFD\uFFFD\uFFFD");
  CHECK(escape_xml::text("\xef\xbf\xbe\xef\xbf\xbf\xef\xbf\xbd") == "\uFFFD\uFFFD\uFFFD");
  CHECK(escape_xml::text("日本\t語 🚀 <&>") == "日本\t語 🚀 <&>");
}

TEST_CASE("escape xml: line ends become what an XML reader would make of them")
{
  CHECK(escape_xml::text("a\r\nb\rc\n") == "a\nb\nc\n");
}

TEST_CASE("escape xml: an attribute is one line, and cut at a character")
{
  CHECK(escape_xml::attribute(" a\nb\tc\r\n") == "a b c");
  CHECK(escape_xml::attribute("日本語", 4) == "日…");
  CHECK(escape_xml::attribute("abc", 3) == "abc");
}

TEST_CASE("escape xml: the written size counts entities")
{
  CHECK(escape_xml::written_size("a<b>&\"") == std::string("a&lt;b&gt;&amp;\"").size());
}
