#include "gate/base/text.hpp"
#include "rules/statement.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::rules;

namespace {

// The statement that starts on line `line` of a file with this content.
std::string
statement(const std::string& source, int line = 1)
{
  const SourceLine reader = [&](const std::string& file, int number) -> std::string {
    const auto lines = text::split(source, '\n');
    const auto index = static_cast<std::size_t>(number) - 1;
    return file == "hub.go" && index < lines.size() ? std::string(lines[index]) : "";
  };
  return statement_at(reader, {"app.F", "hub.go", line});
}

std::string
repeated(const std::string& line, int times)
{
  std::string out;
  for (int i = 0; i < times; ++i) {
    out += line;
  }
  return out;
}

} // namespace

TEST_CASE("a statement is its line, trimmed")
{
  CHECK(statement("\tfor event := range ch {\r\n\t\tuse(event)\n\t}") == "for event := range ch {");
  CHECK(statement("a()\n  <-done  \nb()", 2) == "<-done");
}

TEST_CASE("without a source, a file or a line there is no statement")
{
  CHECK(statement_at({}, {"app.F", "hub.go", 1}).empty());
  CHECK(statement("x()", 7).empty());
  const SourceLine reader = [](const std::string&, int) { return std::string("x()"); };
  CHECK(statement_at(reader, {"app.F", "", 1}).empty());
  CHECK(statement_at(reader, {"app.F", "hub.go", 0}).empty());
}

TEST_CASE("a select is taken up to its closing brace")
{
  CHECK(statement("\tselect {\n"
                  "\tcase v := <-in:\n"
                  "\t\tif v { use(v) }\n"
                  "\n"
                  "\tcase <-ctx.Done():\n"
                  "\t\treturn\n"
                  "\t}\n"
                  "\tafter()\n") == "select {\ncase v := <-in:\nif v { use(v) }\n"
                                    "case <-ctx.Done():\nreturn\n}");
  CHECK(statement("select {}\nafter()") == "select {}");
  CHECK(statement("select{\n}\nafter()") == "select{\n}");
}

TEST_CASE("what only starts with the word is no select")
{
  CHECK(statement("selected := func() {\n}") == "selected := func() {");
  CHECK(statement("select_ {\n}") == "select_ {");
}

TEST_CASE("braces in strings, runes, raw strings and comments close nothing")
{
  CHECK(statement("select {\n"
                  "case ch <- \"}\\\"}\": // }\n"
                  "case r <- '}', q <- '\\'':\n"
                  "case s <- `}\n"
                  "} // no comment`:\n"
                  "/* }\n"
                  "} */ case <-done:\n"
                  "}\n"
                  "after()") == "select {\ncase ch <- \"}\\\"}\":\ncase r <- '}', q <- '\\'':\n"
                                "case s <- `}\n} // no comment`:\ncase <-done:\n}");
}

TEST_CASE("comments are no part of a statement")
{
  CHECK(statement("ch <- v // nobody calls ctx.Done()") == "ch <- v");
  CHECK(statement("ch <- /* always */ v") == "ch <-  v");
  CHECK(statement("get(\"http://a\") // b") == "get(\"http://a\")");
}

TEST_CASE("a line that leaves a parenthesis open is taken up to its close")
{
  CHECK(statement("ch <- call(\n\tfirst, \")\",\n\tsecond(\n\t),\n)\nafter()") ==
        "ch <- call(\nfirst, \")\",\nsecond(\n),\n)");
  CHECK(statement("})\nafter()") == "})");
  CHECK(statement("ch <- `a\nb`\nafter()") == "ch <- `a\nb`");
}

TEST_CASE("a select without an end is cut after 80 lines, a call after 20")
{
  CHECK(text::split(statement("select {\n" + repeated("case <-a:\n", 100)), '\n').size() == 80);
  CHECK(text::split(statement("call(\n" + repeated("a,\n", 100)), '\n').size() == 20);
}
