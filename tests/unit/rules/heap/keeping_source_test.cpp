#include "rules/heap/keeping_source.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace leakgate;

namespace {

rules::KeepingSource
at(const std::vector<std::string>& lines, int line)
{
  const SourceLine source = [&](const std::string& /*file*/, int number) {
    const auto index = static_cast<std::size_t>(number - 1);
    return number > 0 && index < lines.size() ? lines[index] : std::string();
  };
  return rules::keeping_source(source, {"app.f", "app.go", line});
}

} // namespace

TEST_CASE("keeping source: what a function puts into what it has made is kept by somebody else")
{
  const std::vector<std::string> lines = {
      "func f(n int) {",
      "\tlist := make([]string, 0, n)",
      "\tvar names []string",
      "\ttable := map[string]int{}",
      "\tfor i := range n {",
      "\t\tlist = append(list, text(i))",
      "\t\tnames = append(names, text(i))",
      "\t\ttable[text(i)] = i",
      "\t}",
      "\ttime.AfterFunc(time.Hour, func() { use(list, names, table) })",
      "}",
  };
  const auto source = at(lines, 6);
  CHECK(source.line.empty());
  CHECK(source.function.find("append") == std::string::npos);
  CHECK(source.function.find("table[") == std::string::npos);
  CHECK(source.function.find("time.AfterFunc(") != std::string::npos);
}

TEST_CASE(
    "keeping source: a field, a package variable, a parameter and a name for one of them keep")
{
  const std::vector<std::string> lines = {
      "func (c *cache) put(into map[string]int, k string) {",
      "\tentries := c.entries",
      "\tentries[k] = new(int)",
      "\tinto[k] = 1",
      "\tc.list = append(c.list, k)",
      "\tall = append(all, k)",
      "}",
  };
  const auto source = at(lines, 3);
  CHECK(source.line == lines[2]);
  for (const std::string kept :
       {"entries[k] = ", "into[k] = ", "c.list = append(", "all = append("}) {
    CHECK(source.function.find(kept) != std::string::npos);
  }
}

TEST_CASE("keeping source: without a source, or outside of functions, only what is known is said")
{
  CHECK(rules::keeping_source({}, {"f", "app.go", 1}) == rules::KeepingSource{});
  CHECK(at({"var pool = sync.Pool{New: make}"}, 1) ==
        rules::KeepingSource{"var pool = sync.Pool{New: make}", ""});
}
