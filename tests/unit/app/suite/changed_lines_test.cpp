#include "gate/app/suite/changed_lines.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace leakgate;

namespace {

// A git that gives the answer behind the first words that a command holds, and nothing to others.
struct FakeGit
{
  std::vector<std::pair<std::string, std::string>> answers;
  std::string error; ///< of `rev-parse --show-toplevel`, which fails then

  Result<ExitStatus>
  operator()(const Command& command, const OutputSink& out, const OutputSink& err) const
  {
    std::string line;
    for (const std::string& word : command.argv) {
      line += word + " ";
    }
    const bool top = line.find("--show-toplevel") != std::string::npos;
    if (top && !error.empty()) {
      err(error);
      return ExitStatus{128};
    }
    const auto found = std::ranges::find_if(
        answers, [&](const auto& answer) { return line.find(answer.first) != std::string::npos; });
    out(found != answers.end() ? found->second : top ? "/r\n" : "");
    return ExitStatus{};
  }
};

constexpr std::string_view k_nul("\0", 1);

std::string
nul_ended(const std::vector<std::string>& names)
{
  std::string out;
  for (const std::string& name : names) {
    out += name + std::string(k_nul);
  }
  return out;
}

} // namespace

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
  CHECK(lines.files.at("/r/a b.go") ==
        std::vector<std::pair<int, int>>{{3, 6}, {20, 20}, {30, 29}});
}

TEST_CASE("changed lines: what git names as changed and shows no lines of is changed as a whole")
{
  const FakeGit git{
      {{"merge-base", "abc\n"},
       {"ls-files -v", nul_ended({"H same.go", "H lines.go", "H \"odd\".go", "H bin.go",
                                  "h idle.go", "S absent.go", "H lfs.go"})},
       {"diff --name-only -z", nul_ended({"lines.go", "\"odd\".go", "bin.go", "lfs.go"})},
       {"diff -U0",
        "diff --git a/lines.go b/lines.go\n--- a/lines.go\n+++ b/lines.go\n@@ -1 +1 @@\n"
        "+x\ndiff --git \"a/\\\"odd\\\".go\" \"b/\\\"odd\\\".go\"\n--- \"a/x\"\n"
        "+++ \"b/\\\"odd\\\".go\"\n@@ -1 +1 @@\n+x\n"
        "diff --git a/bin.go b/bin.go\nBinary files a/bin.go and b/bin.go differ\n"
        "diff --git a/lfs.go b/lfs.go\n--- a/lfs.go\n+++ b/lfs.go\n@@ -1 +1 @@\n+x\n"},
       {"check-attr", nul_ended({"lines.go", "filter", "unspecified", "lfs.go", "filter", "lfs"})}},
      ""};
  const auto lines = read_changed_lines("main", "", git);
  REQUIRE_MESSAGE(lines, lines.error());
  CHECK(lines->since == "main");
  CHECK(lines->files ==
        std::map<std::string, std::vector<std::pair<int, int>>>{{"/r/same.go", {}},
                                                                {"/r/lines.go", {{1, 1}}},
                                                                {"/r/\"odd\".go", whole_file()},
                                                                {"/r/bin.go", whole_file()},
                                                                {"/r/lfs.go", whole_file()}});
}

TEST_CASE("changed lines: the files that directives name")
{
  CHECK(named_by_directives("package p\n//line other.go:3\nx := 1 /*line a.y:1:2*/ + /*line "
                            "/abs.go:9*/ 2\n\t//line no.go:1\n//line :7\n//lines no.go:1\n",
                            "/r/p/x.go") ==
        std::vector<std::string>{"/r/p/other.go", "/r/p/x.go", "/r/p/a.y", "/r/p/x.go", "/abs.go",
                                 "/r/p/x.go", "/r/p/", "/r/p/x.go"});
}

TEST_CASE("changed lines: where git says no, its own words and what helps")
{
  const auto error = [](const std::string& said) {
    return read_changed_lines("base", "", FakeGit{{}, said}).error();
  };
  CHECK(error("fatal: not a git repository (or any of the parent directories): .git\n") ==
        "--new-from-rev: expected a git repository here, got \"fatal: not a git repository (or any "
        "of the parent directories): .git\"");
  CHECK(error("fatal: detected dubious ownership in repository at '/r'\nTo add an exception for "
              "this directory, call:\n\n\tgit config --global --add safe.directory /r\n") ==
        "--new-from-rev: git does not read a checkout that belongs to somebody else, got \"fatal: "
        "detected dubious ownership in repository at '/r'\" (git config --global --add "
        "safe.directory /r)");
}
