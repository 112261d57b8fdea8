#include "reporters/wording/short_file.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

TEST_CASE("short file: paths of frames are those people know")
{
  SourceRoots roots;
  roots.modules = {{"example.com/app", "/src/app"}};
  roots.goroots = {"/go"};
  roots.mod_cache = "/mod";
  CHECK(short_file("/src/app/a/b.go", roots) == "a/b.go");
  CHECK(short_file("/go/src/net/http/h.go", roots) == "$GOROOT/src/net/http/h.go");
  CHECK(short_file("/mod/x.org/y@v1.2.0/z.go", roots) == "x.org/y@v1.2.0/z.go");
  CHECK(short_file("/src/application/b.go", roots) == "/src/application/b.go");
  CHECK(short_file("", roots).empty());
}
