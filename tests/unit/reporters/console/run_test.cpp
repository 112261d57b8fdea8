#include "reporters/console/parts.hpp"
#include "reporters/console/report.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace leakgate;

namespace {

const ConsoleStyle k_plain{false, 100};

PackageRun
package(PackageEnd end, std::vector<TestCase> tests = {}, std::string output = "")
{
  PackageRun run;
  run.import_path = "example.com/app/broker";
  run.end = end;
  run.elapsed = std::chrono::duration<double>(0.42);
  run.tests = std::move(tests);
  run.output = std::move(output);
  return run;
}

TestCase
test(std::string name, TestOutcome outcome, std::string output = "")
{
  return {std::move(name), outcome, std::chrono::duration<double>(0.25), std::move(output)};
}

std::string
render_failures(const PackageRun& run)
{
  return render_tests(run, ShownTests::failed, k_plain);
}

} // namespace

TEST_CASE("progress: one line with result, package, time and what ran")
{
  const std::vector<TestCase> tests = {test("TestA", TestOutcome::pass),
                                       test("TestB", TestOutcome::skip)};
  PackageRun run = package(PackageEnd::passed, tests);
  CHECK(render_progress(run, k_plain) ==
        "ok    example.com/app/broker                       0.42s   2 tests, 1 skipped\n");
  run.cached = true;
  CHECK(render_progress(run, k_plain) ==
        "ok    example.com/app/broker                    (cached)   2 tests, 1 skipped\n");
}

TEST_CASE("progress: each way a package can end has its word")
{
  const auto line = [](PackageEnd end) {
    return render_progress(package(end, {test("TestA", TestOutcome::none)}), k_plain);
  };
  const std::string name = "  example.com/app/broker                    ";
  CHECK(line(PackageEnd::crashed) == "FAIL" + name + "   0.42s   crashed · 1 test, 1 unfinished\n");
  CHECK(line(PackageEnd::timed_out) ==
        "FAIL" + name + "   0.42s   timed out · 1 test, 1 unfinished\n");
  CHECK(line(PackageEnd::exited) ==
        "FAIL" + name + "   0.42s   os.Exit in a test · 1 test, 1 unfinished\n");
  CHECK(line(PackageEnd::unfinished) ==
        "FAIL" + name + "   0.42s   did not finish · 1 test, 1 unfinished\n");
  CHECK(line(PackageEnd::build_failed) == "FAIL" + name + "           does not build\n");
  CHECK(line(PackageEnd::no_tests) == "-   " + name + "           no tests\n");
}

TEST_CASE("progress: a long import path is cut in its middle so that the line fits")
{
  PackageRun run = package(PackageEnd::passed, {test("TestA", TestOutcome::pass)});
  run.import_path = "example.com/" + std::string(200, 'p') + "/end";
  CHECK(render_progress(run, {false, 60}) ==
        "ok    example.com…ppppppppppppppppppp/end     0.42s   1 test\n");
}

TEST_CASE("progress: packages without tests are one line")
{
  TestRun run;
  run.packages = {package(PackageEnd::passed), package(PackageEnd::no_tests)};
  CHECK(render_without_tests({}, k_plain) == "");
  CHECK(render_without_tests(run, k_plain) == render_progress(run.packages[1], k_plain));
  run.packages.push_back(package(PackageEnd::no_tests));
  CHECK(render_without_tests(run, k_plain) == "-     2 packages without tests\n");
}

TEST_CASE("progress: the coverage stands in the line, as in go test's own")
{
  PackageRun run = package(PackageEnd::passed, {test("TestA", TestOutcome::pass)},
                           "PASS\ncoverage: 50.0% of statements\nok  \tx\t0.1s\n");
  CHECK(render_progress(run, k_plain).ends_with("1 test · coverage: 50.0% of statements\n"));
}

TEST_CASE("failures: nothing is printed when nothing failed")
{
  CHECK(render_failures(package(PackageEnd::passed, {test("TestA", TestOutcome::pass, "x\n")},
                                "PASS\n")) == "");
}

TEST_CASE("failures: subtests stand indented below their parents, as go test prints them")
{
  // The order of `go test -json` with parallel subtests: interleaved, output not indented.
  const PackageRun run =
      package(PackageEnd::failed,
              {test("TestA", TestOutcome::fail, "    a_test.go:3: top\n--- FAIL: TestA (0.25s)\n"),
               test("TestB", TestOutcome::fail, "    a_test.go:9: b\n--- FAIL: TestB (0.25s)\n"),
               test("TestA/x/y", TestOutcome::fail, "    a_test.go:5: deep\n"),
               test("TestA/ok", TestOutcome::pass, "    a_test.go:6: fine\n")},
              "FAIL\nexit status 1\nFAIL\texample.com/app/broker\t0.42s\n");
  CHECK(render_failures(run) == "--- FAIL: TestA (0.25s)\n"
                                "    a_test.go:3: top\n"
                                "    --- FAIL: TestA/x/y (0.25s)\n"
                                "        a_test.go:5: deep\n"
                                "--- FAIL: TestB (0.25s)\n"
                                "    a_test.go:9: b\n"
                                "exit status 1\n");
}

TEST_CASE("failures: a crash names the tests that never finished")
{
  const PackageRun run =
      package(PackageEnd::crashed, {test("TestA", TestOutcome::none, "panic: boom\n")});
  CHECK(render_failures(run) == "--- UNFINISHED: TestA\npanic: boom\n");
}

TEST_CASE("failures: a crash that stands in the output of its test is printed once")
{
  const PackageRun run =
      package(PackageEnd::crashed, {test("TestA", TestOutcome::fail, "panic: boom\ngoroutine 7\n")},
              "panic: boom\ngoroutine 7\nexit status 2\n");
  CHECK(render_failures(run) ==
        "--- FAIL: TestA (0.25s)\npanic: boom\ngoroutine 7\nexit status 2\n");
}

TEST_CASE("failures: build errors are shown as they came")
{
  CHECK(render_failures(package(PackageEnd::build_failed, {}, "a.go:1:2: undefined: x\n")) ==
        "a.go:1:2: undefined: x\n");
}

TEST_CASE("failures: very long output keeps its head and its end")
{
  std::string output;
  for (int i = 1; i <= 1000; ++i) {
    output += "line " + std::to_string(i) + "\n";
  }
  const std::string out =
      render_failures(package(PackageEnd::failed, {test("TestA", TestOutcome::fail, output)}));
  CHECK(out.find("line 120\n… 840 lines not shown (they are in the JSON report)\nline 961\n") !=
        std::string::npos);
  CHECK(out.ends_with("line 1000\n"));
}

TEST_CASE("failures: a line without an end is cut")
{
  const std::string out = render_failures(package(
      PackageEnd::failed, {test("TestA", TestOutcome::fail, std::string(1 << 20, 'x') + "\n")}));
  CHECK(out == "--- FAIL: TestA (0.25s)\n" + std::string(1999, 'x') + "…\n");
}

TEST_CASE("tests: -v shows all of them, -bench the results of benchmarks")
{
  const PackageRun run =
      package(PackageEnd::passed,
              {test("TestA", TestOutcome::pass, "    a_test.go:3: log\n--- PASS: TestA (0.25s)\n"),
               test("TestB", TestOutcome::skip, "    a_test.go:4: not here\n"),
               test("BenchmarkC", TestOutcome::pass, "BenchmarkC\nBenchmarkC-2  100  12 ns/op\n")});
  CHECK(render_tests(run, ShownTests::all, k_plain) == "--- PASS: TestA (0.25s)\n"
                                                       "    a_test.go:3: log\n"
                                                       "--- SKIP: TestB (0.25s)\n"
                                                       "    a_test.go:4: not here\n"
                                                       "--- PASS: BenchmarkC (0.25s)\n"
                                                       "BenchmarkC-2  100  12 ns/op\n");
  CHECK(render_tests(run, ShownTests::benchmarks, k_plain) == "BenchmarkC-2  100  12 ns/op\n");
}

TEST_CASE("test tree: a subtest is a child of the nearest test whose name it extends")
{
  const std::vector<TestCase> tests = {
      test("TestA", TestOutcome::pass), test("TestAB", TestOutcome::pass),
      test("TestA/x", TestOutcome::pass), test("TestA/x/y/z", TestOutcome::pass),
      test("TestOrphan/x", TestOutcome::pass)};
  std::string order;
  for (const console::TestInTree& entry : console::test_tree(tests)) {
    order += std::to_string(entry.depth) + entry.test->name + " ";
  }
  CHECK(order == "0TestA 1TestA/x 2TestA/x/y/z 0TestAB 0TestOrphan/x ");
}

TEST_CASE("test tree: a name of slashes only is placed in no time")
{
  std::vector<TestCase> tests;
  for (int i = 0; i < 200; ++i) {
    tests.push_back(test(std::string(100000, '/') + std::to_string(i), TestOutcome::fail));
  }
  CHECK(console::test_tree(tests).size() == 200);
}
