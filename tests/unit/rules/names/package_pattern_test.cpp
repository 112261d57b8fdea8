#include "rules/names/package_pattern.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::rules;

namespace {

// A workspace: a module, one inside of its folder and one beside it.
const SourceRoots k_roots = {{{"example.com/app", "/src/app"},
                              {"example.com/app/tools", "/src/app/tools"},
                              {"example.com/other", "/src/b"}},
                             {"/go"},
                             "/cache",
                             ""};

bool
matches(const char* pattern, const char* import_path, const char* config_dir = "/src/app")
{
  return package_matches(pattern, import_path, k_roots, config_dir);
}

} // namespace

TEST_CASE("the dots of a path may be spelled as in a symbol")
{
  CHECK(package_matches("github.com/nats-io/nats%2ego", "github.com/nats-io/nats.go", {}, ""));
  CHECK(package_matches("github.com/nats-io/nats.go", "github.com/nats-io/nats.go", {}, ""));
}

TEST_CASE("an import path names one package")
{
  CHECK(matches("example.com/app/broker", "example.com/app/broker"));
  CHECK_FALSE(matches("example.com/app", "example.com/app/broker"));
  CHECK_FALSE(matches("example.com/app/broker", "example.com/app"));
}

TEST_CASE("an empty pattern names every package")
{
  CHECK(matches("", "example.com/app"));
}

TEST_CASE("dots stand for any string, also across slashes")
{
  CHECK(matches("...", "example.com/app"));
  CHECK(matches("net...", "net"));
  CHECK(matches("net...", "netip/x"));
  CHECK(matches("example.com/.../internal", "example.com/a/b/internal"));
  CHECK(matches("example.com/a.../x...", "example.com/app/x"));
  CHECK(matches("a...b...b", "abb"));
  CHECK_FALSE(matches("a...b...b", "ab"));
  CHECK_FALSE(matches("example.com/.../internal", "example.com/internal"));
}

TEST_CASE("a pattern that ends in /... names the top as well, but not its neighbours")
{
  CHECK(matches("example.com/app/...", "example.com/app"));
  CHECK(matches("example.com/app/...", "example.com/app/broker"));
  CHECK_FALSE(matches("example.com/app/...", "example.com/application"));
}

TEST_CASE("an asterisk stands for itself")
{
  CHECK_FALSE(matches("example.com/*", "example.com/app"));
}

TEST_CASE("a local pattern starts from the folder of the configuration")
{
  CHECK(matches("./...", "example.com/app"));
  CHECK(matches("./...", "example.com/app/internal/legacy"));
  CHECK(matches("./internal/...", "example.com/app/internal"));
  CHECK(matches("./internal/...", "example.com/app/internal/legacy"));
  CHECK(matches(".", "example.com/app"));
  CHECK(matches("./broker", "example.com/app/broker"));
  CHECK(matches("./broker/", "example.com/app/broker"));
  CHECK_FALSE(matches("./internal/...", "example.com/app/broker"));
  CHECK_FALSE(matches(".", "example.com/app/broker"));
}

TEST_CASE("a local pattern follows folders, not import paths, through all main modules")
{
  CHECK(matches("./...", "example.com/app/tools/gen", "/src"));
  CHECK(matches("./b", "example.com/other", "/src"));
  CHECK(matches("../b/...", "example.com/other/x"));
  CHECK(matches("..", "example.com/app", "/src/app/broker"));
  CHECK(matches("./tools/...", "example.com/app/tools"));
  CHECK_FALSE(matches("./...", "example.com/other"));
  CHECK_FALSE(matches("./...", "example.com/app", "/src/app/tools"));
}

TEST_CASE("a local pattern names no package of a dependency")
{
  CHECK_FALSE(matches("./...", "golang.org/x/sync/errgroup", "/"));
  CHECK_FALSE(matches("./...", "example.com/application", "/src/app"));
}
