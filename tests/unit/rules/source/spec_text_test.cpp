#include "rules/source/function_source.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace leakgate;
using namespace leakgate::rules;

namespace {

const std::vector<std::string> k_source = {
    "var _ = ginkgo.Describe(\"a hub\", func() {",         // 1
    "\tBeforeEach(func() {",                               // 2
    "\t\th = hub.Start()",                                 // 3
    "\t})",                                                // 4
    "\tContext(`when full`, func() {",                     // 5
    "\t\tFIt(\"says \\\"no\\\"\", Label(\"x\"), func() {", // 6
    "",                                                    // 7
    "\t\t\tBy(\"filling it\", func() {",                   // 8
    "\t\t\t\tfor range 3 {",                               // 9
    "\t\t\t\t\th.Send()",                                  // 10
    "\t\t\t\t}",                                           // 11
    "\t\t\t})",                                            // 12
    "\t\t})",                                              // 13
    "\t})",                                                // 14
    "\tDescribeTable(\"sizes\",",                          // 15
    "\t\tfunc(n int) {",                                   // 16
    "\t\t\th.Grow(n)",                                     // 17
    "\t\t},",                                              // 18
    "\t)",                                                 // 19
    "\tg.Specify(\"one line\", func() { h.Stop() })",      // 20
    "})",                                                  // 21
    "var _ = BeforeSuite(func() {",                        // 22
    "\tstart()",                                           // 23
    "})",                                                  // 24
};

std::string
at(int line)
{
  const SourceLine source = [](const std::string&, int number) {
    return k_source.at(static_cast<std::size_t>(number) - 1);
  };
  return spec_text_at(source, {"app.init.func1", "hub_test.go", line});
}

} // namespace

TEST_CASE("the words of a spec are those of the call around the line")
{
  CHECK(at(10) == "[It] says \"no\"");
  CHECK(at(17) == "[DescribeTable] sizes");
  CHECK(at(20) == "[Specify] one line");
}

TEST_CASE("a set-up node has no words, so that those of its container tell it apart")
{
  CHECK(at(3) == "[BeforeEach] a hub");
  CHECK(at(23) == "[BeforeSuite]");
}

TEST_CASE("no words are made up")
{
  CHECK(spec_text_at({}, {"f", "hub_test.go", 3}).empty());
  const SourceLine plain = [](const std::string&, int) -> std::string { return "\tx := f(y)"; };
  CHECK(spec_text_at(plain, {"f", "hub_test.go", 3}).empty());
}

TEST_CASE("a t that is handed on stands alone between commas and parentheses")
{
  CHECK(hands_on_t("\tRunSpecs(t, \"Hub\")"));
  CHECK(hands_on_t("func Test(t *testing.T) { check.TestingT( t ) }"));
  CHECK(hands_on_t("convey.Convey(\"a hub\", t, func() {"));
  CHECK_FALSE(hands_on_t("func Test(t *testing.T) {"));
  CHECK_FALSE(hands_on_t("start(at, list)"));
  CHECK_FALSE(hands_on_t("t"));
  CHECK_FALSE(hands_on_t(""));
}
