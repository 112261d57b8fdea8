#include "reporters/text/terminal.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace leakgate::terminal;

TEST_CASE("terminal: a name becomes one line that steers nothing")
{
  CHECK(one_line("a\nb\tc\x1b[31mred\x1b[0m\x07\x9b") == "a b cred\uFFFD");
  CHECK(one_line("user\u202Etxt.exe\u2066") == "user\uFFFDtxt.exe\uFFFD");
  CHECK(one_line("日本語 é") == "日本語 é");
}

TEST_CASE("terminal: wide characters take two columns and combining marks none")
{
  CHECK(display_width("abc") == 3);
  CHECK(display_width("日本") == 4);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("🚀") == 2);
  CHECK(display_width("→…·") == 3);
}

TEST_CASE("terminal: cutting keeps to the width and never splits a character")
{
  CHECK(cut_end("abcdef", 6) == "abcdef");
  CHECK(cut_end("abcdef", 4) == "abc…");
  CHECK(cut_end("日本語", 4) == "日…");
  CHECK(cut_end("abc", 0) == "");
  CHECK(cut_middle("broker.(*Hub).Subscribe.func1", 16) == "broke…ribe.func1");
  CHECK(cut_middle("日本語日本語", 6) == "…本語");
  CHECK(cut_middle("abc", 1) == "…");
  CHECK(cut_middle("abc", 0) == "");
}

TEST_CASE("terminal: a function is cut in its package, and never in its type")
{
  CHECK(cut_symbol("broker.(*Hub).Run", 17) == "broker.(*Hub).Run");
  CHECK(cut_symbol("broker.(*Hub).Run", 16) == "broke…(*Hub).Run");
  CHECK(cut_symbol("broker.(*Hub).Run", 11) == "…(*Hub).Run");
  CHECK(cut_symbol("broker.(*Hub).Subscribe.func1", 16) == "…(*Hub).S….func1");
  CHECK(cut_symbol("broker.(*Hub).Run", 5) == "…(*H…");
  CHECK(cut_symbol("broker.Subscribe.func1", 12) == "…Sub…e.func1");
  CHECK(cut_symbol("abc", 2) == "…c");
  CHECK(cut_symbol("broker.Run", 0) == "");
}

TEST_CASE("terminal: padding counts columns, not bytes")
{
  CHECK(pad_right("日本", 6) == "日本  ");
  CHECK(pad_left("é", 3) == "  é");
  CHECK(pad_right("long", 2) == "long");
}

TEST_CASE("terminal: lines are broken at spaces, and long words anywhere")
{
  CHECK(wrap("one two three", 8) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("one two three", 8, 2) == std::vector<std::string>{"one two", "  three"});
  CHECK(wrap("abcdefgh", 3) == std::vector<std::string>{"abc", "def", "gh"});
  CHECK(wrap("", 10).empty());
}

TEST_CASE("terminal: colour is written only when it is switched on")
{
  CHECK(Paint(true)(Ink::red, "x") == "\x1b[1;31mx\x1b[0m");
  CHECK(Paint(false)(Ink::red, "x") == "x");
  CHECK(Paint(true)(Ink::red, "") == "");
}
