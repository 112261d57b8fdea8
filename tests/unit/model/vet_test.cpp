#include "gate/model/vet.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace leakgate;

namespace {

bool
refused(const std::string& output, PackageEnd end = PackageEnd::build_failed)
{
  PackageRun run;
  run.end = end;
  run.output = output;
  return refused_by_vet(run);
}

// As the go command prints it of a package that is built once more for its tests.
std::string
twice(const std::string& said)
{
  return "# example.com/a\n# [example.com/a]\n" + said + "FAIL\texample.com/a [build failed]\n";
}

const std::string k_printf =
    "a/p.go:8:28: fmt.Printf format %d has arg \"x\" of wrong type string\n";

} // namespace

TEST_CASE("vet: what it refuses, with or without a build for the tests alone")
{
  CHECK(refused(twice(k_printf)));
  CHECK(refused(twice("./p_test.go:8:28: self-assignment of x\n")));
  CHECK(refused(twice("vet: ./p.go:3:5: undefined: x\n")));
  CHECK(refused("go: downloading x\n# example.com/a_test\n# [example.com/a_test]\n" + k_printf));
  CHECK(refused("# example.com/a\n" + k_printf + "FAIL\texample.com/a [build failed]\n"));
  CHECK_FALSE(refused(twice(k_printf), PackageEnd::failed));
}

TEST_CASE(
    "vet: what the compiler, cgo, the C compiler, the assembler and pkg-config refuse is not its")
{
  CHECK_FALSE(refused("# example.com/a [example.com/a.test]\na/p.go:2:23: undefined: G\n"));
  CHECK_FALSE(refused("# example.com/a\na/p.go:2:23: impossible type assertion: x.(T)\n"));
  CHECK_FALSE(refused(twice("a/c.go: In function 'f':\na/c.go:4:29: error: 'nope' undeclared "
                            "(first use in this function)\n    4 | static int f(void);\n")));
  CHECK_FALSE(refused(twice("a/c.go:4:29: error: use of undeclared identifier 'nope'\n")));
  CHECK_FALSE(refused(twice("a/c.go:5:11: fatal error: nope.h: No such file or directory\n")));
  CHECK_FALSE(refused(twice("a/c.go:6:27: could not determine what C.nope refers to\n")));
  CHECK_FALSE(refused(twice("a/c.go:9:1: export comment has wrong name \"x\", want \"y\"\n")));
  CHECK_FALSE(refused(twice("a/a.s:2: unrecognized instruction \"NOSUCH\"\nasm: assembly of "
                            "a/a.s failed\n")));
  CHECK_FALSE(refused("# example.com/a\n# [pkg-config --cflags  -- nosuchlib]\nPackage nosuchlib "
                      "was not found in the pkg-config search path.\n"));
  CHECK_FALSE(refused("# example.com/a.test\n/go/link: running gcc failed: exit status 1\n"));
  CHECK_FALSE(refused("# runtime/cgo\ncgo: C compiler \"nogcc\" not found\n"));
  CHECK_FALSE(refused("# "));
  CHECK_FALSE(refused("# ["));
  CHECK_FALSE(refused(""));
}
