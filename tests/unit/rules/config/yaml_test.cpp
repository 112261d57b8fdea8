#include "tests/unit/rules/config/config_errors.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace leakgate;
using leakgate::test::config_error;
using leakgate::test::config_errors;

namespace {

std::string
repeated(const std::string& piece, int times)
{
  std::string out;
  for (int i = 0; i < times; ++i) {
    out += piece;
  }
  return out;
}

} // namespace

TEST_CASE("an unquoted * is called what it is")
{
  CHECK(config_error("allow:\n  - function: *foo\n") ==
        "c:2:15: in YAML a * in front makes an alias, got \"- function: *foo\" (put the text in "
        "quotes)");
  CHECK(config_error("allow:\n  - function: *\n") ==
        "c:2:16: in YAML a * in front makes an alias, got \"- function: *\" (put the text in "
        "quotes)");
}

TEST_CASE("tabs, open quotes and colons in a text are called what they are")
{
  CHECK(config_error("fail_on:\n\ttier: proven\n") ==
        "c:2:6: a tab cannot indent YAML, got \"\\ttier: proven\" (use spaces)");
  CHECK(config_error("fail_on:\n  tier: proven\n\tseverity: low\n") ==
        "c:3:1: a tab cannot indent YAML, got \"\\tseverity: low\" (use spaces)");
  CHECK(config_error("settle: \"2s\nfail_on: {tier: proven}\n") ==
        "c:3:1: a text in quotes has no end (add the closing quote)");
  CHECK(config_error("settle: a: b\n") ==
        "c:1:10: not valid YAML: a second \": \" or a line that is not indented like its "
        "neighbours, got \"settle: a: b\" (put a text with \": \" in quotes)");
  CHECK(config_error("settle: @a\n") == "c:1:9: not valid YAML: unknown token, got \"settle: @a\"");
  CHECK(config_error("fail_on: {tier: proven\n") ==
        "c:2:1: not valid YAML: end of map flow not found, got \"...\"");
}

TEST_CASE("anchors, aliases and tags are refused and nothing is expanded")
{
  CHECK(config_errors("settle: &a 2s\nbaseline: *a\n") ==
        std::vector<std::string>{"c:1:9: anchors are not supported (leave the &name out)",
                                 "c:2:11: aliases are not supported (write the value again)"});
  CHECK(config_error("settle: !!str 2s\n") ==
        "c:1:9: tags are not supported (leave the !name out)");
}

TEST_CASE("a key that stands twice and one that is no word are errors")
{
  CHECK(config_error("settle: 2s\nversion: 1\nsettle: 3s\n") ==
        "c:3:1: the key \"settle\" stands twice, first in line 1");
  CHECK(config_error("? [a]\n: b\n") ==
        "c:1:3: a key must be a word (put \"name:\" in front of the value)");
}

TEST_CASE("a file is one document and a map")
{
  CHECK(config_error("settle: 2s\n---\nsettle: 3s\n") ==
        "c:2:1: the file goes on after its end, got \"---\" (a configuration is one document)");
  CHECK(
      config_error("{},{},{}") ==
      "c:1:3: the file goes on after its end, got \"{},{},{}\" (a configuration is one document)");
  CHECK(config_error("- version: 1\n") ==
        "c:1:1: expected a map for the file, got a list (its keys are version, fail_on, settle, "
        "confirm, heap, thresholds, packages, allow, patterns, baseline, reports)");
  CHECK(config_error("settle: 2s\n...\n").empty());
}

TEST_CASE("what is not text is refused, a byte order mark and Windows line ends are not")
{
  CHECK(config_error("settle: 2s\n# \xff\n") ==
        "c:2:3: the file is not UTF-8 text, got the byte \"\\xff\"");
  CHECK(config_error(std::string("a\0b", 3)) ==
        "c:1:2: the file is not UTF-8 text, got the byte \"\\x00\"");
  CHECK(config_error("\xef\xbb\xbfsettle: 2s\r\nversion: 1\r\n").empty());
}

TEST_CASE("a file of more than a mebibyte is refused")
{
  CHECK(config_error(std::string(1024 * 1024, '#')).empty());
  CHECK(config_error(std::string(1024 * 1024 + 1, '#')) ==
        "c:1:1: the file is too large, got 1.0 MiB (at most 1.0 MiB)");
}

TEST_CASE("deep nesting of every kind ends at a fixed depth")
{
  for (const char* piece : {"[", "{a: ", "- ", "? ", "[{a: "}) {
    CAPTURE(piece);
    CHECK(config_error(repeated(piece, 100000)).find("nested too deeply, at most 32 levels") !=
          std::string::npos);
  }
}

TEST_CASE("a flood of errors is cut after the hundredth")
{
  std::string yaml;
  for (int i = 0; i < 250; ++i) {
    yaml += "unheard-of-" + std::to_string(i) + ": 1\n";
  }
  const auto errors = config_errors(yaml);
  REQUIRE(errors.size() == 101);
  CHECK(errors.back() == "c: 150 more errors");
}
