#include "gate/base/text.hpp"
#include "rules/source/function_source.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace leakgate;

namespace {

int
loop_around(const std::string& source, int line)
{
  const SourceLine reader = [&](const std::string& file, int number) -> std::string {
    const auto lines = text::split(source, '\n');
    const auto index = static_cast<std::size_t>(number) - 1;
    return file == "hub.go" && index < lines.size() ? std::string(lines[index]) : "";
  };
  return rules::line_of_loop(reader, {"app.F", "hub.go", line});
}

} // namespace

TEST_CASE("the loop around a line is the outermost of its function")
{
  const std::string source =
      "func run() {\n\tfor {\n\t\tfor i := range 3 {\n\t\t\twork(i)\n\t\t}\n\t}\n"
      "}\n\nfunc once() {\n\twork(1)\n}";
  CHECK(loop_around(source, 4) == 2);
  CHECK(loop_around(source, 10) == 0);
}

TEST_CASE("a loop around a closure is not around what the closure does")
{
  CHECK(loop_around("func run() {\n\tfor {\n\t\tgo func() {\n\t\t\twork()\n\t\t}()\n\t}\n}", 4) ==
        0);
}

TEST_CASE("without a source there is no loop")
{
  CHECK(loop_around("", 3) == 0);
}
