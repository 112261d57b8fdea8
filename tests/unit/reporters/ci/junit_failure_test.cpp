#include "reporters/ci/junit_failure.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using junit::Failure;
using junit::failure_of;

namespace {

const SourceRoots k_roots = {{{"example.com/app", "/src/mono/app"}}, {"/go"}, "/mod", "/src/mono"};

Failure
of(std::string_view output)
{
  return failure_of(output, "example.com/app/broker", k_roots);
}

} // namespace

TEST_CASE("failure: t.Error names a file of the package's folder, and what it says is the message")
{
  const Failure failure = of("=== RUN   TestA\n    hub_test.go:12: expected 5, got 4\n    "
                             "hub_test.go:15: second\n--- FAIL: TestA (0.00s)\n");
  CHECK(failure.message == "expected 5, got 4");
  CHECK(failure.file == "app/broker/hub_test.go");
  CHECK(failure.line == 12);
}

TEST_CASE("failure: testify's own words are the message, not its trace")
{
  const Failure failure =
      of("    hub_test.go:12: \n        \tError Trace:\t/src/mono/app/broker/hub_test.go:12\n"
         "        \tError:      \tNot equal: \n        \t            \texpected: 5\n");
  CHECK(failure.message == "Not equal:");
  CHECK(failure.file == "app/broker/hub_test.go");
}

TEST_CASE("failure: a panic is placed at the first line of the repository")
{
  const Failure failure =
      of("panic: boom [recovered]\n\ngoroutine 7 [running]:\npanic({0x1, 0x2})\n"
         "\t/go/src/runtime/panic.go:770 +0x132\nexample.com/app/hub.Run()\n"
         "\t/src/mono/app/hub/hub.go:31 +0x1d\n");
  CHECK(failure.message == "panic: boom [recovered]");
  CHECK(failure.file == "app/hub/hub.go");
  CHECK(failure.line == 31);
}

TEST_CASE("failure: import paths of -trimpath, and what is outside of the repository")
{
  CHECK(of("x\n\texample.com/app/hub/hub.go:31 +0x1d\n").file == "app/hub/hub.go");
  CHECK(of("    ../../../../etc/x.go:3: no\n").file.empty());
  CHECK(of("/etc/x.go:3: no\n").file.empty());
  CHECK(failure_of("p.go:3: no\n", "elsewhere.org/x", k_roots).file.empty());
  CHECK(failure_of("p.go:3: no\n", "example.com/app", {}).file.empty());
}

TEST_CASE("failure: what only looks like a place is none, and no output says nothing")
{
  const Failure failure = of("read x.go:y and x.go:-1\n");
  CHECK(failure.message == "read x.go:y and x.go:-1");
  CHECK(failure.line == 0);
  CHECK(of("").message.empty());
  CHECK(of("--- FAIL: TestA (0.00s)\n").message.empty());
}
