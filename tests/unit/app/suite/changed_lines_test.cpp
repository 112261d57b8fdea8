#include "gate/app/suite/changed_lines.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

TEST_CASE("changed lines: hunks of a diff without context, by file")
{
  ChangedLines lines;
  read_diff("diff --git a/a b.go b/a b.go\nindex 1..2 100644\n--- a/a b.go\n+++ b/a b.go\t\n"
            "@@ -3,2 +3,4 @@ func x() {\n+one\n++++ b/forged.go\n@@ -9 +20 @@\n+two\n@@ -30,2 "
            "+29,0 @@\n-gone\n"
            "diff --git a/old.go b/old.go\ndeleted file mode 100644\n--- a/old.go\n+++ /dev/null\n"
            "@@ -1,2 +0,0 @@\n-x\n",
            "/r", lines);
  REQUIRE(lines.files.size() == 1);
  CHECK(lines.files.at("/r/a b.go") == std::vector<std::pair<int, int>>{{3, 6}, {20, 20}});
}

TEST_CASE("changed lines: files have the names that findings have")
{
  SourceRoots roots;
  roots.modules = {{"example.com/a", "/r/a"}};
  const ChangedLines lines{"main", {{"/r/a/hub/hub.go", {{1, 2}}}, {"/r/b/b.go", {{3, 3}}}}};
  CHECK(named_as_in_findings(lines, roots).files ==
        ChangedLines{"", {{"hub/hub.go", {{1, 2}}}, {"../b/b.go", {{3, 3}}}}}.files);
  roots.base = "/r";
  CHECK(named_as_in_findings(lines, roots).files.contains("a/hub/hub.go"));
}
