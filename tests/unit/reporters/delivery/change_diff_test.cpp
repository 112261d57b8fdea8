#include "reporters/delivery/change_diff.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace leakgate;

namespace {

const std::string k_patch = "@@ -1,4 +1,5 @@ package shop\n"
                            " package shop\n"
                            " \n"
                            "-func Old() {\n"
                            "+func New() {\n"
                            "+\tgo run()\n"
                            " }\n";

std::vector<int>
numbers(const std::vector<DiffLine>& lines)
{
  std::vector<int> out;
  out.reserve(lines.size());
  for (const DiffLine& line : lines) {
    out.push_back(line.new_line);
  }
  return out;
}

// A finding with its test, its `go` statement and the line it is stuck on.
Finding
leak(Place at, Place started, Place blocked)
{
  Finding finding;
  finding.at = std::move(at);
  finding.started = std::move(started);
  finding.blocked = std::move(blocked);
  return finding;
}

Place
place(std::string file, int line)
{
  return {"example.com/shop.F", std::move(file), line};
}

ReportContext
sources(std::map<std::string, std::vector<std::string>> files)
{
  return {[files = std::move(files)](const std::string& file, int line) {
    const auto entry = files.find(file);
    return entry == files.end() || line < 1 || static_cast<std::size_t>(line) > entry->second.size()
               ? std::string()
               : entry->second[static_cast<std::size_t>(line) - 1];
  }};
}

const SourceRoots k_roots{{{"example.com/shop", "/src"}}, {}, "", "/src"};

} // namespace

TEST_CASE("a patch gives the lines of its new side with both numbers")
{
  CHECK(parse_patch(k_patch) == std::vector<DiffLine>{{1, 1, "package shop"},
                                                      {2, 2, ""},
                                                      {0, 3, "func New() {"},
                                                      {0, 4, "\tgo run()"},
                                                      {4, 5, "}"}});
}

TEST_CASE("several hunks, lengths left out, and files without a last line end")
{
  CHECK(parse_patch("@@ -3 +3 @@\n-a\n+b\n\\ No newline at end of file\n"
                    "@@ -10,0 +11,2 @@ func F()\n+c\n+d") ==
        std::vector<DiffLine>{{0, 3, "b"}, {0, 11, "c"}, {0, 12, "d"}});
  CHECK(parse_patch("@@ -0,0 +1,1 @@\n+new file\n") == std::vector<DiffLine>{{0, 1, "new file"}});
  CHECK(parse_patch("@@ -1,2 +0,0 @@\n-a\n-b\n").empty());
  CHECK(parse_patch("@@ -1,2 +1,2 @@\n\\ No newline at end of file\n x\n-y\n+z\n") ==
        std::vector<DiffLine>{{1, 1, "x"}, {0, 2, "z"}});
}

TEST_CASE("Windows line ends are not part of a line")
{
  CHECK(parse_patch("@@ -1 +1,2 @@\r\n a\r\n+b\r\n") ==
        std::vector<DiffLine>{{1, 1, "a"}, {0, 2, "b"}});
}

TEST_CASE("damage ends its hunk; what was read stays, and the next hunk is read")
{
  CHECK(numbers(parse_patch("@@ -1,3 +1,3 @@\n a\n?\n b\n@@ -9 +9 @@\n c\n")) ==
        std::vector<int>{1, 9});
  // More lines than the header says are not of the file.
  CHECK(numbers(parse_patch("@@ -1,1 +1,2 @@\n a\n+b\n+c\n d\n")) == std::vector<int>{1, 2});
  CHECK(numbers(parse_patch("@@ -1,1 +1,3 @@\n a\n b\n+c\n")) == std::vector<int>{1});
  // Cut short.
  CHECK(numbers(parse_patch("@@ -1,9 +1,9 @@\n a\n b")) == std::vector<int>{1, 2});
  // An earlier hunk cannot come later.
  CHECK(numbers(parse_patch("@@ -5 +5 @@\n a\n@@ -2 +2 @@\n b\n@@ -5 +5 @@\n c\n")) ==
        std::vector<int>{5});
}

TEST_CASE("hostile headers give nothing")
{
  for (const char* header :
       {"@@", "@@ -1 +1", "@@ -1,1 +1,1", "@@ -a +1 @@", "@@ --1 +1 @@", "@@ -1,-1 +1 @@",
        "@@ -1,1 +99999999999999999999,1 @@", "@@ -1 +2147483647,5 @@", "@@ -1,2147483647 +1 @@",
        "@@ -1 +0,1 @@", "@@ -1, +1 @@", "@@@ -1 -1 +1 @@@"}) {
    CAPTURE(header);
    CHECK(parse_patch(std::string(header) + "\n+x\n x\n").empty());
  }
  CHECK(parse_patch("").empty());
  CHECK(parse_patch("+x\n y\n").empty());
  CHECK(parse_patch(std::string("\0@@ -1 +1 @@\n+x\n", 16)).empty());
  CHECK(parse_patch("@@ -1 +2147483646,1 @@\n+x\n") == std::vector<DiffLine>{{0, 2147483646, "x"}});
}

TEST_CASE("a finding is marked on the best line that the change shows")
{
  const FileDiff shop{"shop.go", "old/shop.go", parse_patch(k_patch)};
  const FileDiff test{"shop_test.go", "shop_test.go", parse_patch("@@ -7 +7 @@\n \tNew()\n")};
  const FileDiff large{"large.go", "large.go", {}};
  const ReportContext unknown;
  const auto mark = [&](const Finding& finding, const std::vector<FileDiff>& change) {
    return mark_in_change(finding, k_roots, unknown, change);
  };
  const Finding all = leak(place("shop_test.go", 7), place("shop.go", 4), place("shop.go", 5));
  SUBCASE("an added line before a shown one that comes first")
  {
    CHECK(mark(all, {test, shop}) == Mark{"shop.go", "old/shop.go", DiffLine{0, 4, "\tgo run()"}});
  }
  SUBCASE("the first of the shown ones when none is added")
  {
    CHECK(mark(leak(place("shop_test.go", 7), place("shop.go", 5), {}), {shop, test}) ==
          Mark{"shop_test.go", "shop_test.go", DiffLine{7, 7, "\tNew()"}});
  }
  SUBCASE("the file when its line is not shown")
  {
    CHECK(mark(leak(place("shop_test.go", 70), place("shop.go", 40), {}), {shop, test}) ==
          Mark{"shop_test.go", "shop_test.go", std::nullopt});
    CHECK(mark(leak(place("large.go", 1), {}, {}), {large}) ==
          Mark{"large.go", "large.go", std::nullopt});
  }
  SUBCASE("a shown line of a later place before the file of an earlier one")
  {
    CHECK(mark(leak(place("large.go", 1), {}, place("shop.go", 1)), {large, shop}) ==
          Mark{"shop.go", "old/shop.go", DiffLine{1, 1, "package shop"}});
  }
  SUBCASE("nowhere when the change touches none of its files")
  {
    CHECK(mark(all, {large}) == std::nullopt);
    CHECK(mark(all, {}) == std::nullopt);
    CHECK(mark(leak(place("$GOROOT/src/net/http/transport.go", 4), {}, {}),
               {{"src/net/http/transport.go", "", {}}}) == std::nullopt);
  }
}

TEST_CASE("files below the root of the repository have its path")
{
  const SourceRoots roots{{{"example.com/shop", "/src/services/shop"}}, {}, "", "/src"};
  const std::vector<FileDiff> change{
      {"services/shop/a b.go", "services/shop/a b.go", parse_patch("@@ -0,0 +1 @@\n+x\n")}};
  CHECK(mark_in_change(leak(place("a b.go", 1), {}, {}), roots, {}, change) ==
        Mark{"services/shop/a b.go", "services/shop/a b.go", DiffLine{0, 1, "x"}});
}

TEST_CASE("where the merge moved the lines, the text finds them again")
{
  // The change sees `go poll()` in line 3; its base has two lines more at the top.
  const std::vector<FileDiff> change{
      {"a.go", "a.go", parse_patch("@@ -1,2 +1,5 @@\n a\n+b\n+go poll()\n+c\n d\n")}};
  const auto line_of = [&](int line, const std::vector<std::string>& tested) {
    const auto mark = mark_in_change(leak(place("a.go", line), {}, {}), k_roots,
                                     sources({{"a.go", tested}}), change);
    REQUIRE(mark);
    return mark->line ? mark->line->new_line : 0;
  };
  CHECK(line_of(5, {"x", "y", "a", "b", "go poll()", "c", "d"}) == 3);
  CHECK(line_of(5, {"x", "y", "a\r", "b\r", "go poll()\r", "c\r", "d\r"}) == 3);
  CHECK(line_of(3, {"a", "b", "go poll()", "c", "d"}) == 3);
  // Line 3 of what was tested is another one: the number alone would be wrong.
  CHECK(line_of(3, {"x", "y", "z", "a", "b"}) == 0);
  // The same text elsewhere, around which the file is another.
  CHECK(line_of(5, {"x", "y", "a", "q", "go poll()", "c", "d"}) == 0);
  // Nothing moved: line 7 only has the same text as line 3.
  CHECK(line_of(7, {"a", "b", "go poll()", "c", "a", "b", "go poll()", "c", "d"}) == 0);
  // Where the source is not known the number counts.
  CHECK(line_of(3, {}) == 3);
}

TEST_CASE("a text that is shown twice is not guessed")
{
  const std::vector<FileDiff> change{
      {"a.go", "a.go",
       parse_patch("@@ -1,0 +1,1 @@\n+go poll()\n@@ -20,0 +21,1 @@\n+go poll()\n")}};
  const auto mark = mark_in_change(leak(place("a.go", 3), {}, {}), k_roots,
                                   sources({{"a.go", {"x", "y", "go poll()"}}}), change);
  CHECK(mark == Mark{"a.go", "a.go", std::nullopt});
}
