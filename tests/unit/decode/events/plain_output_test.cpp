#include "gate/decode/events/plain_output.hpp"
#include "gate/decode/events/suite_events.hpp"

#include <doctest/doctest.h>

#include <string>

namespace leakgate {

namespace {

const std::string k_hash(64, 'c');

struct Read
{
  std::string shown;
  TestRun run;
};

// Read in pieces of that size.
Read
read(const std::string& text, std::size_t size)
{
  Read out;
  TestEventReader reader({}, "run1", TestEventReader::Tests::as_shown);
  PlainOutput plain({[&](std::string_view piece) { out.shown += piece; },
                     [&](std::string_view line) { reader.feed(line); }});
  for (std::size_t i = 0; i < text.size(); i += size) {
    plain.feed(std::string_view(text).substr(i, size));
  }
  plain.finish();
  out.run = reader.finish();
  return out;
}

Read
read(const std::string& text)
{
  const Read whole = read(text, text.size() + 1);
  const Read cut = read(text, 3);
  CHECK(whole.shown == cut.shown);
  CHECK(whole.run == cut.run);
  return whole;
}

} // namespace

TEST_CASE("plain output: a package is what its last line says")
{
  const Read got = read("ok  \ta/passed\t0.012s\n"
                        "ok  \ta/kept\t(cached)\n"
                        "?   \ta/none\t[no test files]\n"
                        "\ta/covered\t\tcoverage: 0.0% of statements\n"
                        "ok  \ta/filtered\t0.003s [no tests to run]\n"
                        "FAIL\ta/broken [build failed]\n"
                        "FAIL\n");
  CHECK(got.shown.find("ok  \ta/passed\t0.012s\n") == 0);
  REQUIRE(got.run.packages.size() == 6);
  CHECK(got.run.packages[0].import_path == "a/broken");
  CHECK(got.run.packages[0].end == PackageEnd::build_failed);
  CHECK(got.run.packages[1].end == PackageEnd::no_tests); // covered
  CHECK(got.run.packages[2].end == PackageEnd::no_tests); // filtered
  CHECK(got.run.packages[3].cached);
  CHECK(got.run.packages[4].end == PackageEnd::no_tests);
  CHECK(got.run.packages[5].end == PackageEnd::passed);
  CHECK(got.run.packages[5].elapsed.count() == doctest::Approx(0.012));
}

TEST_CASE("plain output: of a failed package the failed tests are known, each with its words")
{
  const Read got = read("printed\n--- FAIL: TestA (0.10s)\n    --- FAIL: TestA/b (0.00s)\n"
                        "        a_test.go:7: broken\n--- SKIP: TestS (0.00s)\n"
                        "    a_test.go:9: no\nFAIL\nFAIL\ta/b\t0.2s\nFAIL\n");
  REQUIRE(got.run.packages.size() == 1);
  const PackageRun& package = got.run.packages[0];
  CHECK(package.end == PackageEnd::failed);
  REQUIRE(package.tests.size() == 3);
  CHECK(package.tests[0].name == "TestA");
  CHECK(package.tests[0].outcome == TestOutcome::fail);
  CHECK(package.tests[1].name == "TestA/b");
  CHECK(package.tests[1].output.find("a_test.go:7: broken") != std::string::npos);
  CHECK(package.tests[2].outcome == TestOutcome::skip);
}

TEST_CASE("plain output: a package that is tested in its own folder shows its marker, and no test")
{
  const Read got = read("PASS\n\x01leakgate " + k_hash + "\nok  \ta/here\t0.012s\n");
  REQUIRE(got.run.packages.size() == 1);
  CHECK(got.run.packages[0].end == PackageEnd::passed);
  CHECK(got.run.packages[0].snapshot_ids == std::vector<std::string>{k_hash});
  const Read none = read("testing: warning: no tests to run\nPASS\n\x01leakgate " + k_hash +
                         "\nok  \ta/here\t0.012s [no tests to run]\n");
  CHECK(none.run.packages[0].end == PackageEnd::no_tests);
}

TEST_CASE("plain output: a panic is the test's that failed by it")
{
  const Read got = read("--- FAIL: TestPanics (0.00s)\n"
                        "    g_test.go:10: hello\n"
                        "\x01leakgate = 1.run1 2\n"
                        "panic: no such thing [recovered, repanicked]\n"
                        "\n"
                        "goroutine 6 [running]:\n"
                        "a/g.deref(...)\n"
                        "\t/src/a/g_test.go:7\n"
                        "exit status 2\n"
                        "FAIL\ta/g\t0.012s\n");
  REQUIRE(got.run.packages.size() == 1);
  REQUIRE(got.run.packages[0].tests.size() == 1);
  const TestCase& test = got.run.packages[0].tests[0];
  CHECK(test.outcome == TestOutcome::fail);
  CHECK(test.output.find("g_test.go:7\n") != std::string::npos);
  CHECK(test.output.find("exit status") == std::string::npos);
  CHECK(got.run.packages[0].end == PackageEnd::crashed);
}

TEST_CASE("plain output: the ancestors of a goroutine are read and not shown")
{
  const std::string shown =
      "panic: oh\n\ngoroutine 9 [running]:\na.TestA.func1()\n\t/a/a_test.go:5 +0x25\n"
      "created by a.TestA in goroutine 8\n\t/a/a_test.go:5 +0x2d\n";
  const std::string ancestors =
      "[originating from goroutine 8]:\na.TestA(...)\n\t/a/a_test.go:6 +0x2d\n"
      "created by testing.(*T).Run\n\t/go/testing.go:21 +0x4c\n"
      "[originating from goroutine 1]:\nmain.main(...)\n\t_testmain.go:48 +0x9b\n";
  const std::string end = "exit status 2\nFAIL\ta\t0.033s\n";
  const Read got = read(shown + ancestors + "\ngoroutine 1 [select]:\nmain.main()\n" + end);
  CHECK(got.shown == shown + "\ngoroutine 1 [select]:\nmain.main()\n" + end);
  REQUIRE(got.run.packages.size() == 1);
  CHECK(got.run.packages[0].output.find(ancestors) != std::string::npos);
  // Behind them without an empty line, and a line of Go that begins as a frame does.
  CHECK(read(shown + ancestors + "\tb\t\tcoverage: 0.0% of statements\n" + end).shown ==
        shown + "\tb\t\tcoverage: 0.0% of statements\n" + end);
}

TEST_CASE("plain output: what a test logs is no test, whatever it looks like")
{
  const Read got = read("=== RUN   TestReal\n"
                        "=== RUN   TestReal/sub\n"
                        "    a_test.go:5: rendered:\n"
                        "        --- PASS: TestOther (0.00s)\n"
                        "            --- PASS: TestOther/sub (0.00s)\n"
                        "        ok\n"
                        "--- PASS: TestReal (0.00s)\n"
                        "    --- PASS: TestReal/sub (0.00s)\n"
                        "PASS\n"
                        "ok  \ta/logs\t0.012s\n");
  REQUIRE(got.run.packages.size() == 1);
  REQUIRE(got.run.packages[0].tests.size() == 2);
  CHECK(got.run.packages[0].tests[0].name == "TestReal");
  CHECK(got.run.packages[0].tests[1].name == "TestReal/sub");
  CHECK(got.run.packages[0].tests[1].outcome == TestOutcome::pass);
}

TEST_CASE("plain output: markers are taken out, and so is what comes while the gate waits")
{
  const Read got = read("--- FAIL: TestA (0.00s)\nFAIL\nwords\x01leakgate = 1 run1\nlate words\n"
                        "\x01leakgate " +
                        k_hash + "\nFAIL\ta/b\t0.1s\n\x01leakgate is no marker\n");
  CHECK(got.shown ==
        "--- FAIL: TestA (0.00s)\nFAIL\nwordsFAIL\ta/b\t0.1s\n\x01leakgate is no marker\n");
  REQUIRE(got.run.packages.size() == 1);
  CHECK(got.run.packages[0].snapshot_ids == std::vector<std::string>{k_hash});
  CHECK(got.run.packages[0].late_output == "late words\n");
}

TEST_CASE("plain output: a process that dies while the gate waits does not swallow the rest")
{
  const Read got = read("PASS\n\x01leakgate = 0 run1\nlate\nexit status 3\nFAIL\ta/b\t0.1s\n"
                        "ok  \ta/c\t0.1s\n");
  CHECK(got.shown == "PASS\nexit status 3\nFAIL\ta/b\t0.1s\nok  \ta/c\t0.1s\n");
}

TEST_CASE("plain output: a crash is told with its dump")
{
  const Read got = read("--- FAIL: TestA (0.00s)\npanic: boom\n\ngoroutine 7 [running]:\n"
                        "a/b.TestA(0xc000)\n\t/a/b_test.go:7 +0x1d\nexit status 2\n"
                        "FAIL\ta/b\t0.1s\n");
  REQUIRE(got.run.packages.size() == 1);
  CHECK(got.run.packages[0].end == PackageEnd::crashed);
  CHECK(got.run.packages[0].output.find("goroutine 7 [running]") != std::string::npos);
}

TEST_CASE("snapshot tests: each line is a test, and what is no such line is passed over")
{
  const std::string lines = "pass 0.012 TestA\nskip 0.000 TestA/b c\nnone 0.000 TestB\nbad\n"
                            "pass -1 TestC\npass x TestD\n";
  const std::string file = "leakgate-snapshot 1\nhead 2\n{}\ntests " +
                           std::to_string(lines.size()) + "\n" + lines + "\nend 0\n\n";
  const auto tests = decode_snapshot_tests(file);
  REQUIRE(tests.size() == 3);
  CHECK(tests[0].name == "TestA");
  CHECK(tests[0].elapsed.count() == doctest::Approx(0.012));
  CHECK(tests[1].name == "TestA/b c");
  CHECK(tests[1].outcome == TestOutcome::skip);
  CHECK(tests[2].outcome == TestOutcome::none);
  CHECK(decode_snapshot_tests("").empty());
  CHECK(decode_snapshot_tests("leakgate-snapshot 1\ntests 900\nshort").empty());
}

} // namespace leakgate
