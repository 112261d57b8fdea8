#include "reporters/wording/repository_path.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

namespace {

std::string
shown(const std::string& file, const SourceRoots& roots)
{
  return repository_path({"f", file, 3}, roots).value_or("none");
}

} // namespace

TEST_CASE("a file is named from the root of the repository")
{
  CHECK(shown("hub/hub.go", {{{"m", "/src/app"}}, {}, "", "/src/app"}) == "hub/hub.go");
  CHECK(shown("hub/hub.go", {{{"m", "/src/app"}}, {}, "", "/src"}) == "app/hub/hub.go");
  CHECK(shown("../b/x.go", {{{"m", "/src/a"}, {"n", "/src/b"}}, {}, "", "/src"}) == "b/x.go");
}

TEST_CASE("without a repository the module is the root")
{
  CHECK(shown("hub/hub.go", {{{"m", "/src/app"}}, {}, "", ""}) == "hub/hub.go");
  CHECK(shown("hub/hub.go", {}) == "hub/hub.go");
}

TEST_CASE("what lies outside of the repository has no name in it")
{
  const SourceRoots roots{{{"m", "/src/app"}}, {"/go"}, "/cache", "/src/app"};
  CHECK(shown("$GOROOT/src/net/http/server.go", roots) == "none");
  CHECK(shown("golang.org/x/sync@v0.10.0/errgroup/errgroup.go", roots) == "none");
  CHECK(shown("../b/x.go", roots) == "none");
  CHECK(shown("", roots) == "none");
}
