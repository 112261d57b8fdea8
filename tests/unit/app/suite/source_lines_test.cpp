#include "gate/app/suite/source_lines.hpp"
#include "gate/base/file.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

TEST_CASE("source lines: read below the module and GOROOT, and nowhere else")
{
  const TempFolder folder = TempFolder::make("leakgate-test").value();
  REQUIRE(write_file(folder.path() / "mod/a/x.go", "one\ntwo\n"));
  REQUIRE(write_file(folder.path() / "go/src/net/n.go", "net\n"));
  REQUIRE(write_file(folder.path() / "mod/a/x.c", "int x;\n"));
  REQUIRE(write_file(folder.path() / "mod/a/x.key", "key\n"));
  REQUIRE(write_file(folder.path() / "secret", "secret\n"));
  SourceRoots roots;
  roots.modules = {{"example.com/m", (folder.path() / "mod").string()}};
  roots.goroots = {(folder.path() / "go").string()};
  REQUIRE(write_file(folder.path() / "cache/github.com/!data!dog/d@v1.0.0/Big/c.go", "dog\n"));
  roots.mod_cache = (folder.path() / "cache").string();
  const auto line = make_source_reader(roots);
  CHECK(line("a/x.go", 2) == "two");
  CHECK(line("$GOROOT/src/net/n.go", 1) == "net");
  CHECK(line("github.com/DataDog/d@v1.0.0/Big/c.go", 1) == "dog");
  CHECK(line("a/x.c", 1) == "int x;");
  CHECK(line("a/x.key", 1).empty());
  CHECK(line("a/x.go", 99).empty());
  CHECK(line("a/x.go", 0).empty());
  CHECK(line("../secret", 1).empty());
  CHECK(line((folder.path() / "secret").string(), 1).empty());
}
