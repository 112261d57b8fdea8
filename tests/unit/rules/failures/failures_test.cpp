#include "rules/failures/failures.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace leakgate;
using namespace leakgate::test;

namespace {

const SourceRoots k_roots = {{{k_module, "/src/app"}}, {"/go"}, "/mod", "/src"};

// The lines of source that are there.
const SourceLines k_sources = {
    {"broker/hub_test.go",
     {{5, "\tt.Log(\"starting\")"},
      {9, "\tcheck(t, got, 5)"},
      {12, "\tt.Errorf(\"expected 5, got %d\", got)"},
      {13, "\tt.Log(\"x\"); t.Error(\"both\")"},
      {14, "\tt.Log(fmt.Errorf(\"no %s\", err.Error()))"},
      {15, "\tt.Fatal(\"second\")"},
      {16, ""},
      {17, "\t}"},
      {20, "\twait()"},
      {21, "\tt.Log(\"use t.Error(…) \\\"\", '\\'', `\\`) // not t.Error(x)"},
      {22, "\t/* t.Log(x) */ t.Error(\"a // b\", `t.Log(`)"},
      {23, "\tlogf(t, \".Error(\")"}}},
    {"hub/hub.go", {{31, "\tm[\"a\"] = 1"}, {40, "\tgo func() {"}}},
    {"app_test/d.go", {{2, "var x = y()"}}},
    {"lib/x.c", {{1, "int f() { return y; }"}}},
    {"lib/c.go", {{2, "func F() int { return \"a\" }"}}},
};

TestRun
told(PackageRun package)
{
  package.import_path = package.import_path.empty() ? k_package : package.import_path;
  TestRun run;
  run.packages = {std::move(package)};
  rules::SourceNames names(k_roots);
  rules::tell_failures(run, names, source_line_of(k_sources));
  return run;
}

// The failure of TestA, which printed this.
Failure
of(const std::string& output, const std::string& error = "")
{
  PackageRun package;
  package.end = PackageEnd::failed;
  TestCase test{"TestA", TestOutcome::fail, {}, output};
  test.error = error;
  package.tests = {test};
  const TestRun run = told(package);
  REQUIRE(run.packages[0].failures.size() == 1);
  CHECK(run.packages[0].failures[0].test == "TestA");
  return run.packages[0].failures[0];
}

// The failures of a package that ended so, and printed this.
std::vector<Failure>
of_package(PackageEnd end, const std::string& output, std::vector<TestCase> tests = {})
{
  PackageRun package;
  package.end = end;
  package.output = output;
  package.tests = std::move(tests);
  return told(package).packages[0].failures;
}

bool
is(const Failure& failure, const std::string& message, const std::string& file = "", int line = 0)
{
  CHECK(failure.message == message);
  CHECK(failure.file == file);
  CHECK(failure.line == line);
  return true;
}

const std::string k_panic = "panic: boom [recovered]\n\ngoroutine 7 [running]:\npanic({0x1, 0x2})\n"
                            "\t/go/src/runtime/panic.go:770 +0x132\nexample.com/app/hub.Run()\n"
                            "\t/src/app/hub/hub.go:31 +0x1d\ncreated by testing.(*T).Run in "
                            "goroutine 1\n\t/go/src/testing/testing.go:10 +0x1\n";

} // namespace

TEST_CASE("failure: t.Error names a file of the package's folder, and what it says is the message")
{
  is(of("    hub_test.go:12: expected 5, got 4\n    hub_test.go:15: second\n"), "expected 5, got 4",
     "broker/hub_test.go", 12);
  is(of("    /src/app/broker/hub_test.go:12: whole path\n"), "whole path", "broker/hub_test.go",
     12);
}

TEST_CASE("failure: t.Log before it does not win, whatever it logs")
{
  is(of("    hub_test.go:5: starting\n    hub_test.go:14: no such thing\n"
        "    hub_test.go:12: expected 5, got 4\n    hub_test.go:5: after\n"),
     "expected 5, got 4", "broker/hub_test.go", 12);
  is(of("    hub_test.go:13: x\n    hub_test.go:13: both\n"), "both", "broker/hub_test.go", 13);
}

TEST_CASE("failure: a call in a string or a comment of the line of source is none")
{
  is(of("    hub_test.go:21: use t.Error(…)\n    hub_test.go:9: true\n"), "true",
     "broker/hub_test.go", 9);
  is(of("    hub_test.go:23: .Error(\n    hub_test.go:9: true\n"), "true", "broker/hub_test.go", 9);
  is(of("    hub_test.go:22: first\n    hub_test.go:22: second\n"), "first", "broker/hub_test.go",
     22);
}

TEST_CASE("failure: words that a test printed before it on the same line do not hide it")
{
  is(of("...    hub_test.go:12: expected 5\n        more\n"), "expected 5", "broker/hub_test.go",
     12);
  is(of("see a.go:3: x  y    hub_test.go:5: starting\nread b.go:1 and     hub_test.go:15: bad\n"),
     "bad", "broker/hub_test.go", 15);
  is(of("    hub_test.go:17: odd    hub_test.go:12: expected 5\n"),
     "odd    hub_test.go:12: expected 5");
}

TEST_CASE("failure: behind other words only what fails for certain counts")
{
  is(of("...    hub_test.go:9: of a helper\n"), "...    hub_test.go:9: of a helper");
  is(of("...    hub_test.go:5: of a log\n    hub_test.go:9: got 2\n"), "got 2",
     "broker/hub_test.go", 9);
  is(of("... hub_test.go:12: one space\n"), "... hub_test.go:12: one space");
  is(of("...    hub_test.go:999: no line\n"), "...    hub_test.go:999: no line");
}

TEST_CASE("failure: what package testing itself calls the error counts, wherever it was said")
{
  is(of("    hub_test.go:12: of a log\n    hub_test.go:9: got 2\n        more\n",
        "    hub_test.go:9: got 2\n        more\n"),
     "got 2", "broker/hub_test.go", 9);
}

TEST_CASE("failure: of helpers the last is what ended the test; t.Log before t.FailNow says why")
{
  is(of("    hub_test.go:9: got 2\n    hub_test.go:20: and then 3\n    hub_test.go:5: cleaning\n"),
     "and then 3", "broker/hub_test.go", 20);
  is(of("    hub_test.go:5: why\n"), "why", "broker/hub_test.go", 5);
}

TEST_CASE("failure: what a deferred helper says comes after what ended the test")
{
  is(of("    hub_test.go:9: got 2\n    panic.go:694: closing\n"), "got 2", "broker/hub_test.go", 9);
  is(of("    hub_test.go:5: why\n    /go/src/runtime/panic.go:694: closing\n"), "why",
     "broker/hub_test.go", 5);
  is(of("    panic.go:694: closing\n"), "closing");
}

TEST_CASE("failure: only a line that is there is named")
{
  is(of("    helper.go:17: not equal\n"), "not equal");
  is(of("    hub_test.go:999: beyond the end\n"), "beyond the end");
  is(of("    hub_test.go:16: blank\n"), "blank");
  is(of("    ../broker/hub_test.go:12: up\n"), "up");
  is(of("    /etc/x.go:3: no\n"), "no");
  is(of("    /go/src/testing/testing.go:3: standard\n"), "standard");
}

TEST_CASE("failure: a line without a call is that of another file of the same name")
{
  is(of("    hub_test.go:17: not here\n"), "not here");
}

TEST_CASE("failure: of a fuzz target, what stands in its block")
{
  is(of("    --- FAIL: FuzzA (0.00s)\n        hub_test.go:12: bad input\n            more\n    \n"
        "    Failing input written to testdata/fuzz/FuzzA/1\n    To re-run:\n    go test -run=A\n"),
     "bad input", "broker/hub_test.go", 12);
}

TEST_CASE("failure: a data race is placed at the first own line that the detector names")
{
  is(of("==================\nWARNING: DATA RACE\nWrite at 0x1 by goroutine 8:\n"
        "  runtime.mapassign()\n      /go/src/runtime/map.go:1 +0x1\n"
        "  example.com/app/hub.Run()\n      /src/app/hub/hub.go:31 +0x2a\n"
        "    testing.go:1712: race detected during execution of test\n"),
     "race detected during execution of test", "hub/hub.go", 31);
}

TEST_CASE("failure: of very many messages the first and the last are looked at")
{
  std::string output = "    hub_test.go:12: first\n";
  for (int i = 0; i < 100'000; ++i) {
    output += "    hub_test.go:5: starting\n";
  }
  is(of(output), "first", "broker/hub_test.go", 12);
  is(of(output.substr(output.find('\n') + 1) + "    hub_test.go:15: last\n"), "last",
     "broker/hub_test.go", 15);
}

TEST_CASE("failure: what the test prints by itself is no place; its last words are the message")
{
  is(of("hub_test.go:12: printed\n2026/11/30 hub_test.go:12: logged\nread x.go:y\n}\n"),
     "read x.go:y");
  is(of("see broker/hub_test.go:12\n    hub_test.go:15: second\n"), "second", "broker/hub_test.go",
     15);
  is(of("ok\nпусто\n----\n"), "пусто");
  is(of(""), "");
  is(of("--- FAIL: TestA (0.00s)\n"), "");
}

TEST_CASE("failure: testify's own words are the message, and its trace the place")
{
  is(of("    hub_test.go:5: starting\n    assert.go:12: \n"
        "        \tError Trace:\t/src/app/broker/hub_test.go:9\n"
        "        \tError:      \tNot equal: \n        \t            \texpected: 5\n"
        "        \t            \tactual  : 4\n        \tTest:       \tTestA\n"),
     "Not equal: expected: 5 actual  : 4", "broker/hub_test.go", 9);
  is(of("    hub_test.go:9: \n        \tError Trace:\t/src/app/broker/hub_test.go:9\n"
        "        \tError:      \tShould be true\n        \tTest:       \tTestA\n"),
     "Should be true", "broker/hub_test.go", 9);
}

TEST_CASE("failure: a test whose subtests failed says which, unless it says more itself")
{
  PackageRun package;
  package.end = PackageEnd::failed;
  const auto fail = [](const char* name, const char* output) {
    return TestCase{name, TestOutcome::fail, {}, output};
  };
  package.tests = {fail("TestA", "    hub_test.go:5: starting\n"),
                   fail("TestA/x", "    hub_test.go:12: bad\n"),
                   {"TestA/good", TestOutcome::pass, {}, ""},
                   fail("TestA/y", ""),
                   fail("TestA/y/deep", "    hub_test.go:15: worse\n"),
                   fail("TestB", "    hub_test.go:12: own\n"),
                   fail("TestB/x", "")};
  const std::vector<Failure> failures = told(package).packages[0].failures;
  REQUIRE(failures.size() == 6);
  is(failures[0], "2 subtests failed: x, y");
  is(failures[2], "1 subtest failed: deep");
  is(failures[4], "own", "broker/hub_test.go", 12);
}

TEST_CASE("failure: a subtest is that of the longest known name before a slash of its own")
{
  PackageRun package;
  package.end = PackageEnd::failed;
  for (const char* name : {"TestA", "TestA/GET_/users/1", "TestB", "TestB//", "TestB/x",
                           "TestB/x//a", "TestC/no/parent"}) {
    package.tests.push_back({name, TestOutcome::fail, {}, "    hub_test.go:5: starting\n"});
  }
  const std::vector<Failure> failures = told(package).packages[0].failures;
  REQUIRE(failures.size() == 7);
  is(failures[0], "1 subtest failed: GET_/users/1");
  is(failures[1], "starting", "broker/hub_test.go", 5);
  is(failures[2], "2 subtests failed: /, x");
  is(failures[4], "1 subtest failed: /a");
}

TEST_CASE("failure: many subtests are counted, and one that ran three times is one")
{
  PackageRun package;
  package.end = PackageEnd::failed;
  package.tests = {{"TestA", TestOutcome::fail, {}, ""}};
  for (const char* name : {"a", "b", "c", "d", "e", "f", "a", "a"}) {
    package.tests.push_back({std::string("TestA/") + name, TestOutcome::fail, {}, ""});
  }
  package.tests.push_back(package.tests[0]);
  const std::vector<Failure> failures = told(package).packages[0].failures;
  CHECK(failures.size() == 7);
  is(failures[0], "6 subtests failed: a, b, c, d, e and 1 more");
}

TEST_CASE("failure: a panic is placed at the first line of the user's own, in test and package")
{
  const auto failures =
      of_package(PackageEnd::crashed, "x\n" + k_panic,
                 {{"TestA", TestOutcome::fail, {}, "    hub_test.go:5: starting\n" + k_panic},
                  {"TestB", TestOutcome::none, {}, ""},
                  {"TestC", TestOutcome::pass, {}, ""}});
  REQUIRE(failures.size() == 3);
  is(failures[0], "panic: boom [recovered]", "hub/hub.go", 31);
  is(failures[1], "Did not finish: panic: boom [recovered]");
  is(failures[2], "panic: boom [recovered]", "hub/hub.go", 31);
  CHECK(failures[2].test == "");
}

TEST_CASE("failure: of several panics the first is told, and it was below the oldest call of panic")
{
  const std::string calls = "panic({0x1, 0x2})\n\t/go/src/runtime/panic.go:770 +0x132\n";
  const auto failures =
      of_package(PackageEnd::crashed,
                 "panic: first\n\tpanic: second\n\ngoroutine 7 [running]:\n" + calls +
                     "example.com/app/hub.Run.func1()\n\t/src/app/hub/hub.go:40 +0x1\n" + calls +
                     "example.com/app/hub.Run()\n\t/src/app/hub/hub.go:31 +0x1\n");
  is(failures.at(0), "panic: first", "hub/hub.go", 31);
  const auto none_below = of_package(
      PackageEnd::crashed, "panic: first\n\tpanic: second\n\ngoroutine 7 [running]:\n" + calls +
                               "example.com/app/hub.Run.func1()\n\t/src/app/hub/hub.go:40 +0x1\n" +
                               calls + "lib.f()\n\t/mod/lib@v1.0.0/f.go:3 +0x1\n");
  is(none_below.at(0), "panic: first", "hub/hub.go", 40);
}

TEST_CASE("failure: of a crash the message stands last before its goroutines")
{
  const std::string printed = "panic: just words\n";
  is(of_package(PackageEnd::crashed, printed + k_panic).at(0), "panic: boom [recovered]",
     "hub/hub.go", 31);
  is(of_package(PackageEnd::crashed, k_panic + printed).at(0), "panic: boom [recovered]",
     "hub/hub.go", 31);
  is(of_package(PackageEnd::crashed, printed + "panic: boom\n").at(0), "panic: boom");
}

TEST_CASE("failure: of a panic in a library's goroutine, the line that started it")
{
  const auto failures = of_package(
      PackageEnd::crashed,
      "panic: early\n\ngoroutine 1 [running]:\nexample.com/app/hub.Run()\n\t/src/app/hub/hub.go:31 "
      "+0x1\nok\npanic: late\n\ngoroutine 9 [running]:\nlib.f()\n\t/mod/lib@v1.0.0/f.go:3 +0x1\n"
      "created by example.com/app/hub.Run in goroutine 7\n\t/src/app/hub/hub.go:40 +0x2\n\n"
      "goroutine 7 [runnable]:\nexample.com/app/hub.Run()\n\t/src/app/hub/hub.go:31 +0x1\n");
  REQUIRE(failures.size() == 1);
  is(failures[0], "panic: late", "hub/hub.go", 40);
}

TEST_CASE("failure: what a test only printed of a panic is none")
{
  is(of(k_panic + "    hub_test.go:12: recovered\n"), "recovered", "broker/hub_test.go", 12);
}

TEST_CASE("failure: a time-out is placed where the test was that had not ended")
{
  const std::string dump =
      "panic: test timed out after 2s\n\trunning tests:\n\t\tTestA/sub (2s)\n\n"
      "goroutine 9 [running]:\ntesting.(*M).startAlarm.func1()\n\t/go/src/testing/testing.go:1 "
      "+0x1\ncreated by time.goFunc\n\t/go/src/time/sleep.go:1 +0x2\n\n"
      "goroutine 6 [chan receive]:\ntesting.(*T).Run(0x1)\n\t/go/src/testing/testing.go:2 +0x1\n"
      "example.com/app/broker.TestA(0x1)\n\t/src/app/broker/hub_test.go:9 +0x1\n\n"
      "goroutine 7 [sleep]:\ntime.Sleep(0x1)\n\t/go/src/runtime/time.go:3 +0x1\n"
      "example.com/app/broker.wait(...)\n\t/src/app/broker/hub_test.go:20\n"
      "example.com/app/broker.TestA.func1(0x1)\n\t/src/app/broker/hub_test.go:12 +0x49\n";
  const auto failures = of_package(PackageEnd::timed_out, dump,
                                   {{"TestA", TestOutcome::none, {}, ""},
                                    {"TestA/sub", TestOutcome::none, {}, dump},
                                    {"TestAll", TestOutcome::none, {}, ""}});
  REQUIRE(failures.size() == 4);
  is(failures[1], "Did not finish: panic: test timed out after 2s", "broker/hub_test.go", 20);
  is(failures[2], "Did not finish: panic: test timed out after 2s");
  is(failures[3], "panic: test timed out after 2s", "broker/hub_test.go", 20);
}

TEST_CASE("failure: of a C compiler the error counts, not what it warns of or notes before it")
{
  const auto of_build = [](const std::string& output) {
    return of_package(PackageEnd::build_failed, output).at(0);
  };
  is(of_build("# example.com/app/lib [example.com/app/lib.test]\nc.go: In function 'f':\n"
              "c.go:2:27: warning: unused variable [-Wunused-variable]\n    2 | int unused;\n"
              "c.go:2:9: note: declared here\nlib/c.go:2:33: undefined: X\n"),
     "undefined: X", "lib/c.go", 2);
  is(of_build("# example.com/app/lib\nIn file included from x.c:1:\nx.c: In function 'f':\n"
              "x.c:1:9: warning: unused\nx.c:1:18: error: 'y' undeclared\n    1 | int f()\n"),
     "error: 'y' undeclared", "lib/x.c", 1);
  is(of_build("# example.com/app/lib\ninc/x.c:1:18: error: 'y' undeclared\n"),
     "error: 'y' undeclared");
  is(of_build("# example.com/app/lib\nlib/x.c:1: unrecognized instruction \"N\"\n"),
     "unrecognized instruction \"N\"", "lib/x.c", 1);
}

TEST_CASE("failure: of the linker and of a cycle of imports, the line that says what is wrong")
{
  const auto of_build = [](const std::string& output) {
    return of_package(PackageEnd::build_failed, output).at(0);
  };
  is(of_build("# example.com/app/lib.test\n/go/tool/link: running gcc failed: exit status 1\n"
              "/usr/bin/gcc -m64 -o $WORK/b1/lib.test /tmp/go.o\n/usr/bin/ld: /tmp/1.o: in "
              "function `_cgo_f':\n/tmp/go-build/a.cgo2.c:56: undefined reference to `f'\n"
              "collect2: error: ld returned 1 exit status\n"),
     "undefined reference to `f'");
  is(of_build("# example.com/app/lib.test\n/usr/bin/ld: a.o:(.text+0x1d): undefined reference to "
              "`f'\n"),
     "undefined reference to `f'");
  is(of_build("# example.com/app/a\npackage example.com/app/a\n\timports example.com/app/b from "
              "a.go\n\timports example.com/app/a from b.go: import cycle not allowed\n"),
     "imports example.com/app/a from b.go: import cycle not allowed");
}

TEST_CASE("failure: a package that does not build says what the compiler says first, and where")
{
  const auto of_build = [](const std::string& output) {
    const auto failures = of_package(PackageEnd::build_failed, output);
    REQUIRE(failures.size() == 1);
    return failures[0];
  };
  is(of_build("# example.com/app/broker [example.com/app/broker.test]\nbroker/hub_test.go:12:28: "
              "undefined: G\nbroker/hub_test.go:13:1: more\nFAIL\texample.com/app/broker [build "
              "failed]\n"),
     "undefined: G", "broker/hub_test.go", 12);
  is(of_build("# example.com/app/lib\n../lib/c.go:2:23: cannot use \"a\" as int value\n"),
     "cannot use \"a\" as int value", "lib/c.go", 2);
  is(of_build("# example.com/app/broker_test [example.com/app/broker.test]\n./hub_test.go:9:1: "
              "undefined: H\n"),
     "undefined: H", "broker/hub_test.go", 9);
  is(of_build("# example.com/dependency\n/mod/dependency@v1.0.0/hub_test.go:12:1: undefined: X\n"),
     "undefined: X");
  is(of_build("# runtime/cgo\ncgo: C compiler \"nogcc\" not found\n"),
     "cgo: C compiler \"nogcc\" not found");
  is(of_build("# example.com/app/broker\n$WORK/b1/hub.cover.go:4:2: error: no\n"), "error: no");
  is(of_build("FAIL\texample.com/app/broker [setup failed]\n"), "");
}

TEST_CASE("failure: a package may be called as external tests are")
{
  const auto of_build = [](const std::string& package, const std::string& output) {
    PackageRun run;
    run.import_path = package;
    run.end = PackageEnd::build_failed;
    run.output = output;
    return told(run).packages[0].failures.at(0);
  };
  const std::string said = "./d.go:2:9: undefined: y\n";
  const std::string named = "example.com/app/app_test";
  is(of_build(named, "# " + named + " [" + named + ".test]\n" + said), "undefined: y",
     "app_test/d.go", 2);
  is(of_build(named, "# " + named + "\n" + said), "undefined: y", "app_test/d.go", 2);
  is(of_build("example.com/app/lib", "# " + named + " [example.com/app/lib.test]\n" + said),
     "undefined: y", "app_test/d.go", 2);
  const std::string external = std::string(k_package) + "_test";
  is(of_build(k_package, "# " + external + "\n# [" + external + "]\n./hub_test.go:9:1: bad\n"),
     "go vet: bad", "broker/hub_test.go", 9);
}

TEST_CASE("failure: go vet's words are told as its own")
{
  const auto failures = of_package(
      PackageEnd::build_failed,
      "# example.com/app/broker\n# [example.com/app/broker]\nbroker/hub_test.go:12:28: fmt.Printf "
      "format %d has arg \"x\" of wrong type string\n");
  is(failures.at(0), "go vet: fmt.Printf format %d has arg \"x\" of wrong type string",
     "broker/hub_test.go", 12);
}

TEST_CASE("failure: a test that failed has one though its package passed")
{
  const auto failures =
      of_package(PackageEnd::passed, k_panic,
                 {{"TestA", TestOutcome::fail, {}, "    hub_test.go:12: expected 5\n"},
                  {"TestB", TestOutcome::none, {}, ""}});
  REQUIRE(failures.size() == 1);
  is(failures[0], "expected 5", "broker/hub_test.go", 12);
}

TEST_CASE("failure: of a test that ends the process, what it printed last")
{
  const auto failures =
      of_package(PackageEnd::exited, "",
                 {{"TestDone", TestOutcome::pass, {}, "printed\n"},
                  {"TestA", TestOutcome::none, {}, "    hub_test.go:5: starting\n"},
                  {"TestA/sub", TestOutcome::none, {}, "go\ncannot listen\n"}});
  REQUIRE(failures.size() == 1);
  is(failures[0], "Did not finish: cannot listen");
  CHECK(failures[0].test == "TestA/sub");
}

TEST_CASE("failure: of a test that ends the process silently nothing, of several each its own")
{
  CHECK(of_package(PackageEnd::exited, "", {{"TestA", TestOutcome::none, {}, ""}}).empty());
  const auto failures = of_package(
      PackageEnd::exited, "",
      {{"TestA", TestOutcome::none, {}, "one\n"}, {"TestB", TestOutcome::none, {}, "two\n"}});
  REQUIRE(failures.size() == 2);
  is(failures[0], "Did not finish: one");
  is(failures[1], "Did not finish: two");
}

TEST_CASE("failure: an example tells what it printed and what it should have")
{
  const auto of_example = [](const std::string& output) {
    return of_package(PackageEnd::failed, "", {{"Example_a", TestOutcome::fail, {}, output}}).at(0);
  };
  is(of_example("1\n--- FAIL: Example_a (0.00s)\ngot:\n1\n\n 2\nwant:\n1\n3\n"),
     "got: 1 2 want: 1 3");
  is(of_example("--- FAIL: Example_a (0.00s)\ngot:\n\nwant (unordered):\nb\n"),
     "got: want (unordered): b");
  is(of_example("got:\n" + std::string(400, 'x') + "\nwant:\ny\n"),
     "got: " + std::string(299, 'x') + "… want: y");
  is(of_example("nothing of that\n"), "nothing of that");
}

TEST_CASE("failure: the panic of an example is printed behind its end, and is its own")
{
  const std::string crash =
      "panic: ex [recovered, repanicked]\n\ngoroutine 1 [running]:\n"
      "testing.runExample.func2()\n\t/go/src/testing/run_example.go:59 +0x1\n"
      "panic({0x1, 0x2})\n\t/go/src/runtime/panic.go:770 +0x132\n"
      "example.com/app/broker_test.Example()\n\t/src/app/broker/hub_test.go:9 +0x59\n"
      "testing.runExample({{0x1, 0x7}})\n\t/go/src/testing/run_example.go:63 +0x2\n";
  const auto failures = of_package(PackageEnd::crashed, crash,
                                   {{"Example", TestOutcome::fail, {}, ""},
                                    {"Example_b", TestOutcome::fail, {}, "got:\n1\nwant:\n2\n"}});
  REQUIRE(failures.size() == 3);
  is(failures[0], "panic: ex [recovered, repanicked]", "broker/hub_test.go", 9);
  CHECK(failures[0].test == "Example");
  is(failures[1], "got: 1 want: 2");
}

TEST_CASE("failure: packages that passed have none, nor has one that failed outside of its tests")
{
  CHECK(of_package(PackageEnd::passed, k_panic).empty());
  CHECK(of_package(PackageEnd::failed, "teardown failed\n").empty());
}
