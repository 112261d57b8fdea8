#include "reporters/wording/fix_list.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace leakgate;

namespace {

Finding
leak(const char* fix, int line)
{
  Finding finding;
  finding.fingerprint = "v2:" + std::to_string(line);
  finding.package = "example.com/app";
  finding.message = "goroutine still there";
  finding.fix = fix;
  finding.count = 2;
  finding.at = {"example.com/app.TestX", "x_test.go", line};
  return finding;
}

} // namespace

TEST_CASE("findings with the same fix are one thing to do")
{
  const std::vector<Finding> findings = {leak("close it", 10), leak("stop it", 11),
                                         leak("close it", 12), leak("close it", 10),
                                         leak("", 13),         leak("", 14)};
  std::vector<const Finding*> told;
  for (const Finding& finding : findings) {
    told.push_back(&finding);
  }
  const std::vector<FixRow> rows = fix_list(told, Families(told));
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].fix == "close it");
  CHECK(rows[0].numbers == std::vector<std::size_t>{1, 3, 4});
  CHECK(rows[0].places == std::vector<std::string>{"x_test.go:10", "x_test.go:12"});
  CHECK(rows[0].goroutines == 6);
  CHECK(rows[1].numbers == std::vector<std::size_t>{2});
  // What has no fix stands for itself.
  CHECK(rows[2].fix == "goroutine still there");
  CHECK(rows[3].numbers == std::vector<std::size_t>{6});
}

TEST_CASE("the line to change is the one that the fix names, where that is one of a test")
{
  CHECK(
      edit_place(leak("t.Cleanup(func() { c.Close() }) after sub/a_test.go:7, also at b_test.go:9",
                      10)) == "sub/a_test.go:7");
  CHECK(edit_place(leak("c.Close() before a_test.go:7", 10)) == "a_test.go:7");
  CHECK(edit_place(leak("make it by context.WithCancel at a.go:7, and call it", 10)) ==
        "x_test.go:10");
  CHECK(edit_place(leak("give it room; ch is made at a_test.go:", 10)) == "x_test.go:10");
  CHECK(edit_place(leak("look at what comes after it", 10)) == "x_test.go:10");
}
