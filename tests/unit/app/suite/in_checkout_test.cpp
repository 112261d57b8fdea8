#include "gate/app/suite/in_checkout.hpp"
#include "gate/base/file.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

TEST_CASE("checkout: a package or a test is there, gone, or of another module")
{
  const auto folder = TempFolder::make("in-checkout");
  REQUIRE(folder);
  const std::string dir = folder->path().string();
  REQUIRE(write_file(folder->path() / "store/store.go", "package store\n"));
  REQUIRE(write_file(folder->path() / "store/slow_test.go",
                     "//go:build slow\n\npackage store\n\nfunc TestSlow(t *testing.T) {}\n"
                     "func helper() { /* func BenchmarkNone(b) */ }\n"));
  REQUIRE(write_file(folder->path() / "docs/README.md", "words\n"));
  SourceRoots roots;
  roots.modules = {{"example.com/app", dir}, {"example.com/app/v2tool", dir + "/gone"}};

  CHECK(is_in_checkout(roots, "example.com/app/store", ""));
  CHECK(is_in_checkout(roots, "example.com/app/store", "TestSlow"));
  CHECK_FALSE(is_in_checkout(roots, "example.com/app/store", "Test"));
  CHECK_FALSE(is_in_checkout(roots, "example.com/app/store", "BenchmarkNone"));
  CHECK_FALSE(is_in_checkout(roots, "example.com/app/docs", ""));
  CHECK_FALSE(is_in_checkout(roots, "example.com/app/removed", ""));
  // Nobody can tell.
  CHECK(is_in_checkout(roots, "example.com/application/removed", ""));
  CHECK(is_in_checkout(roots, "example.com/app/v2tool/removed", ""));
  CHECK(is_in_checkout(SourceRoots{}, "example.com/app/removed", ""));
}
