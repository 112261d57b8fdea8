#include "gate/decode/events/suite_events.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

namespace leakgate {

namespace {

const std::string k_hash(64, 'c');

// JSON text for a string without control characters other than those named.
std::string
quote(const std::string& text)
{
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\x01') {
      out += "\\u0001";
    } else if (c == '"' || c == '\\') {
      out += std::string("\\") + c;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string
event(const std::string& action, const std::string& test = "", const std::string& more = "")
{
  return "{\"Action\":" + quote(action) + ",\"Package\":\"a/b\"" +
         (test.empty() ? "" : ",\"Test\":" + quote(test)) + more + "}\n";
}

std::string
output(const std::string& test, const std::string& text, const std::string& more = "")
{
  return event("output", test, ",\"Output\":" + quote(text) + more);
}

std::string
at(const std::string& time)
{
  return R"(,"Time":"2026-11-21T)" + time + R"(+01:00")";
}

std::string
passed(const std::string& test)
{
  return event("run", test) + output(test, "=== RUN   " + test + "\n") +
         output(test, "--- PASS: " + test + " (0.10s)\n") + event("pass", test, ",\"Elapsed\":0.1");
}

std::string
ended(const std::string& action)
{
  return event(action, "", ",\"Elapsed\":0.5");
}

TestRun
read(const std::string& stream)
{
  TestEventReader reader({});
  reader.feed(stream);
  return reader.finish();
}

PackageRun
package(const std::string& stream)
{
  const TestRun run = read(stream);
  REQUIRE(run.packages.size() == 1);
  return run.packages[0];
}

// `TestA 0-0.25`, in seconds, for each test.
std::string
times(const PackageRun& run)
{
  const auto seconds = [](const auto& time) {
    return time ? fmt::format("{}", time->count()) : "?";
  };
  std::string out;
  for (const TestCase& test : run.tests) {
    out += fmt::format("{}{} {}-{}", out.empty() ? "" : ", ", test.name, seconds(test.started),
                       seconds(test.ended));
  }
  return out;
}

const std::string k_crash = "panic: boom\n|\n|goroutine 7 [running]:\n|a/b.f()\n|\t/a.go:1 +0x1\n";

// The lines of k_crash as output of `test`.
std::string
crash(const std::string& test, const std::string& text = k_crash)
{
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bar = std::min(text.find('|', at), text.size());
    out += output(test, text.substr(at, bar - at));
    at = bar + 1;
  }
  return out;
}

const std::string k_fail_line = output("", "FAIL\ta/b\t0.010s\n");
const std::string k_ok_line = output("", "ok  \ta/b\t0.010s\n");

} // namespace

TEST_CASE("events: a package that passes has its tests in order, without framing")
{
  const PackageRun run =
      package(event("start") + passed("TestB") + passed("TestA/sub") + event("run", "TestS") +
              output("TestS", "    a_test.go:1: note\n") + event("skip", "TestS") +
              output("", "PASS\n") + k_ok_line + ended("pass"));
  CHECK(run.import_path == "a/b");
  CHECK(run.end == PackageEnd::passed);
  CHECK(!run.cached);
  CHECK(run.elapsed.count() == 0.5);
  CHECK(run.output == "PASS\nok  \ta/b\t0.010s\n");
  CHECK(run.tests == std::vector<TestCase>{
                         {"TestB", TestOutcome::pass, std::chrono::duration<double>(0.1), ""},
                         {"TestA/sub", TestOutcome::pass, std::chrono::duration<double>(0.1), ""},
                         {"TestS", TestOutcome::skip, {}, "    a_test.go:1: note\n"}});
}

TEST_CASE("events: tests have their times since the first one began")
{
  const PackageRun run =
      package(event("start", "", at("10:00:00")) + event("run", "TestA", at("10:00:01.5")) +
              output("TestA", "--- PASS: TestA (0.25s)\n", at("10:00:01.75")) +
              event("run", "TestB", at("10:00:02")) + event("pass", "TestA", at("10:00:02")) +
              event("fail", "TestB", at("10:00:02.0004")) + k_ok_line + ended("fail"));
  CHECK(times(run) == "TestA 0-0.25, TestB 0.5-0.5");
}

TEST_CASE("events: a parallel test begins when its wait is over")
{
  const PackageRun run =
      package(event("run", "TestP", at("10:00:00")) + event("pause", "TestP", at("10:00:00")) +
              event("run", "TestA", at("10:00:00")) + event("pass", "TestA", at("10:00:03")) +
              event("cont", "TestP", at("10:00:03")) + event("pass", "TestP", at("10:00:04")) +
              k_ok_line + ended("pass"));
  CHECK(times(run) == "TestP 3-4, TestA 0-3");
}

TEST_CASE("events: each run of a test has its own times, a benchmark ends with its last output")
{
  const PackageRun run =
      package(event("run", "TestA", at("10:00:00")) + event("pass", "TestA", at("10:00:01")) +
              event("run", "TestA", at("10:00:02")) + event("pass", "TestA", at("10:00:03")) +
              event("run", "BenchmarkA", at("10:00:04")) +
              output("BenchmarkA", "BenchmarkA \t 1\t 9 ns/op\n", at("10:00:05")) + k_ok_line +
              ended("pass"));
  CHECK(times(run) == "TestA 0-1, TestA 2-3, BenchmarkA 4-5");
}

TEST_CASE("events: a time that is missing, wrong or runs backwards is none")
{
  CHECK(times(package(passed("TestA") + k_ok_line + ended("pass"))) == "TestA ?-?");
  CHECK(times(package(
            event("run", "TestA", ",\"Time\":\"soon\"") + event("run", "TestB", at("10:00:05")) +
            event("run", "TestC", at("10:00:04")) + event("pass", "TestB", at("10:00:03")) +
            ended("fail"))) == "TestA ?-?, TestB 0-?, TestC ?-?");
  CHECK(
      times(read(event("run", "TestA", at("10:00:05")) + output("TestA", "hangs\n", at("10:00:06")))
                .packages[0]) == "TestA 0-?");
}

TEST_CASE("events: a replayed package has no times, of two processes the last has")
{
  const std::string test =
      event("run", "TestA", at("10:00:00")) + event("pass", "TestA", at("10:00:01"));
  CHECK(times(package(test + output("", "ok  \ta/b\t(cached)\n") + ended("pass"))) == "TestA ?-?");
  CHECK(times(package(test + k_ok_line + ended("pass") + test + k_ok_line + ended("pass"))) ==
        "TestA ?-?, TestA 0-1");
}

TEST_CASE("events: a stream cut into pieces anywhere is read the same")
{
  const std::string stream = event("start") + passed("TestA") +
                             output("", "x\x01leakgate " + k_hash + "\n") + "no json\n" +
                             k_ok_line + ended("pass");
  const TestRun expected = read(stream);
  for (const std::size_t step : {1, 2, 7, 100}) {
    TestEventReader reader({});
    for (std::size_t at = 0; at < stream.size(); at += step) {
      reader.feed(std::string_view(stream).substr(at, step));
    }
    CHECK(reader.finish() == expected);
  }
  CHECK(read(stream.substr(0, stream.size() - 1)) == expected);
}

TEST_CASE("events: packages that run at the same time are kept apart, and sorted")
{
  const std::string other = "{\"Action\":\"output\",\"Package\":\"a/a\",\"Output\":\"x\\n\"}\n";
  const TestRun run = read(event("start") + other + passed("TestA") + other + k_ok_line +
                           ended("pass") + "{\"Action\":\"pass\",\"Package\":\"a/a\"}\n");
  REQUIRE(run.packages.size() == 2);
  CHECK(run.packages[0].import_path == "a/a");
  CHECK(run.packages[0].output == "x\nx\n");
  CHECK(run.packages[1].import_path == "a/b");
  CHECK(run.packages[1].tests.size() == 1);
}

TEST_CASE("events: the listener hears of packages, other lines and the raw stream")
{
  std::vector<std::string> heard;
  TestEventReader::Listener listener;
  listener.on_package = [&](const PackageRun& run) { heard.push_back(run.import_path); };
  listener.on_other = [&](std::string_view line) { heard.push_back("other " + std::string(line)); };
  std::string raw;
  listener.on_raw = [&](std::string_view line) { raw += std::string(line) + "\n"; };
  TestEventReader reader(std::move(listener));
  const std::string stream =
      event("start") + passed("TestA") + "go: downloading x v1\n" + k_ok_line + ended("pass");
  reader.feed(stream);
  CHECK(reader.finish().packages.size() == 1);
  CHECK(heard == std::vector<std::string>{"other go: downloading x v1", "a/b"});
  CHECK(raw == stream);
}

TEST_CASE("events: markers leave the output and the raw stream, and their hashes stay")
{
  std::string raw;
  TestEventReader::Listener listener;
  listener.on_raw = [&](std::string_view line) { raw += std::string(line) + "\n"; };
  TestEventReader reader(std::move(listener));
  reader.feed(event("start") + output("", "PASS\n") + output("", "\x01leakgate " + k_hash + "\n") +
              output("", "glued\x01leakgate " + k_hash + "\n") + k_ok_line + ended("pass"));
  const TestRun run = reader.finish();
  CHECK(raw ==
        event("start") + output("", "PASS\n") + output("", "glued\n") + k_ok_line + ended("pass"));
  CHECK(run.packages[0].snapshot_ids == std::vector<std::string>{k_hash, k_hash});
  CHECK(run.packages[0].output == "PASS\nglued\nok  \ta/b\t0.010s\n");
}

TEST_CASE("events: the probe's reason for having no snapshot is a problem")
{
  TestEventReader reader({});
  reader.feed(output("TestA", "\x01leakgate ! no space left\n"));
  CHECK(reader.finish().packages.size() == 1);
  CHECK(reader.problems() ==
        std::vector<Problem>{{"a/b", "the probe left no snapshot, got \"no space left\""}});
}

TEST_CASE("events: a result that was replayed is cached")
{
  CHECK(package(passed("TestA") + output("", "ok  \ta/b\t(cached)\n") + ended("pass")).cached);
  CHECK(package(passed("TestA") +
                output("", "ok  \ta/b\t(cached)\tcoverage: 1.0% of statements\n") + ended("pass"))
            .cached);
  CHECK(!package(passed("TestA") + output("TestA", "ok  \ta/b\t(cached)\n") + k_ok_line +
                 ended("pass"))
             .cached);
  CHECK(!package(output("", "ok  \ta/b\t(cached)\n") + passed("TestA") + k_ok_line + ended("pass"))
             .cached);
}

TEST_CASE("end: no tests")
{
  CHECK(package(output("", "?   \ta/b\t[no test files]\n") + ended("skip")).end ==
        PackageEnd::no_tests);
  CHECK(package(output("", "testing: warning: no tests to run\n") + output("", "PASS\n") +
                output("", "ok  \ta/b\t0.1s [no tests to run]\n") + ended("pass"))
            .end == PackageEnd::no_tests);
  CHECK(package(output("", "\ta/b\t\tcoverage: 0.0% of statements\n") + ended("pass")).end ==
        PackageEnd::no_tests);
}

TEST_CASE("end: a process that ended with 0 before any test is not one that has no tests")
{
  CHECK(package(k_ok_line + ended("pass")).end == PackageEnd::ran_none);
  CHECK(package(output("", "no database here\n") + k_ok_line + ended("pass")).end ==
        PackageEnd::ran_none);
  // -bench with no benchmark that matches: package testing came to its end.
  CHECK(package(output("", "PASS\n") + output("", "\x01leakgate " + std::string(64, 'a') + "\n") +
                k_ok_line + ended("pass"))
            .end == PackageEnd::no_tests);
  // Without a word of the probe, TestMain has run the tests in another process.
  CHECK(package(output("", "PASS\n") + k_ok_line + ended("pass")).end == PackageEnd::passed);
}

TEST_CASE("end: a test without an end did not pass, also in a package that did")
{
  const PackageRun run =
      package(event("run", "TestA") + passed("TestB") + k_ok_line + ended("pass"));
  REQUIRE(run.tests.size() == 2);
  CHECK(run.tests[0].outcome == TestOutcome::none);
  CHECK(run.tests[1].outcome == TestOutcome::pass);
}

TEST_CASE("end: a build that failed, with what the compiler said")
{
  const std::string build =
      R"({"ImportPath":"a/b [a/b.test]","Action":"build-output","Output":"# a/b [a/b.test]\n"})"
      "\n"
      R"({"ImportPath":"a/b [a/b.test]","Action":"build-output","Output":"b.go:1: bad\n"})"
      "\n"
      R"({"ImportPath":"a/b [a/b.test]","Action":"build-fail"})"
      "\n";
  const std::string fail = output("", "FAIL\ta/b [build failed]\n");
  const std::string said = "# a/b [a/b.test]\nb.go:1: bad\nFAIL\ta/b [build failed]\n";
  PackageRun run = package(build + fail + event("fail", "", R"(,"FailedBuild":"a/b [a/b.test]")"));
  CHECK(run.end == PackageEnd::build_failed);
  CHECK(run.output == said);
  // GODEBUG=gotestjsonbuildtext=1: the text as it is, and no FailedBuild.
  run = package("# a/b [a/b.test]\nb.go:1: bad\n" + fail + ended("fail"));
  CHECK(run.end == PackageEnd::build_failed);
  CHECK(run.output == said);
  CHECK(package(output("", "FAIL\ta/b [setup failed]\n") + ended("fail")).end ==
        PackageEnd::build_failed);
}

TEST_CASE("end: a build that failed for what is imported, told as text")
{
  const std::string fail = output("", "FAIL\ta/b [build failed]\n") + ended("fail");
  const std::string imported = "# a/imported\ni.go:1: bad\n";
  CHECK(package(imported + fail).output == imported + "FAIL\ta/b [build failed]\n");
  // Of two nobody knows which it was.
  CHECK(package(imported + "# a/other\no.go:1: bad\n" + fail).output ==
        "FAIL\ta/b [build failed]\n");
}

TEST_CASE("the first error of a test, as Go 1.27 marks it, is kept with all of its lines")
{
  const std::string more = R"(,"OutputType":"error-continue")";
  const std::string error = R"(,"OutputType":"error")";
  const TestCase test =
      package(event("run", "TestA") + output("TestA", "    a_test.go:1: log\n") +
              output("TestA", "        stray\n", more) +
              output("TestA", "    a_test.go:2: first\n", error) +
              output("TestA", "        second line\n", more) +
              output("TestA", "    a_test.go:3: log\n") + output("TestA", "        of it\n", more) +
              output("TestA", "    a_test.go:4: another\n", error) + event("fail", "TestA") +
              output("", "FAIL\n") + k_fail_line + ended("fail"))
          .tests.at(0);
  CHECK(test.error == "    a_test.go:2: first\n        second line\n");
  CHECK(test.output.find("    a_test.go:4: another\n") != std::string::npos);
}

TEST_CASE("each PASS and FAIL of a whole run is counted, and none that a test prints")
{
  CHECK(package(passed("TestA") + output("", "PASS\n") + ended("pass")).final_frames == 1);
  CHECK(package(output("", "PASS\n") + event("run", "TestA") + output("TestA", "PASS\n") +
                event("pass", "TestA") + output("", "PASS\n") + ended("pass"))
            .final_frames == 2);
}

TEST_CASE("end: failed, by tests or behind them")
{
  CHECK(package(event("run", "TestA") + event("fail", "TestA") + output("", "FAIL\n") +
                output("", "exit status 1\n") + k_fail_line + ended("fail"))
            .end == PackageEnd::failed);
  CHECK(package(passed("TestA") + output("", "PASS\n") + output("", "teardown failed\n") +
                k_fail_line + ended("fail"))
            .end == PackageEnd::failed);
}

TEST_CASE("end: a test that called os.Exit")
{
  const PackageRun run =
      package(passed("TestA") + event("run", "TestB") + output("TestB", "leaving\n") +
              output("TestB", "exit status 3\n") + k_fail_line + ended("fail"));
  CHECK(run.end == PackageEnd::exited);
  CHECK(run.tests[1].outcome == TestOutcome::none);
  CHECK(package(k_fail_line + ended("fail")).end == PackageEnd::exited);
  CHECK(package(event("run", "TestB") + crash("TestB") + output("TestB", "exit status 1\n") +
                k_fail_line + ended("fail"))
            .end == PackageEnd::exited);
}

TEST_CASE("end: a crash, whose text becomes the package's")
{
  const PackageRun run = package(event("run", "TestA") + output("TestA", "before\n") +
                                 output("TestA", "--- FAIL: TestA (0.00s)\n") + crash("TestA") +
                                 event("fail", "TestA") + k_fail_line + ended("fail"));
  CHECK(run.end == PackageEnd::crashed);
  const std::string text = "panic: boom\n\ngoroutine 7 [running]:\na/b.f()\n\t/a.go:1 +0x1\n";
  CHECK(run.tests[0].output == "before\n" + text);
  CHECK(run.output == "FAIL\ta/b\t0.010s\n" + text + "FAIL\ta/b\t0.010s\n");
}

TEST_CASE("end: other ways to crash")
{
  CHECK(package(event("run", "TestA") + output("TestA", "signal: killed\n") + k_fail_line +
                ended("fail"))
            .end == PackageEnd::crashed);
  CHECK(package(event("run", "TestA") + output("TestA", "panic: no traceback\n") +
                output("TestA", "exit status 2\n") + k_fail_line + ended("fail"))
            .end == PackageEnd::crashed);
  CHECK(package(crash("", "fatal error: deadlock\n|\n|goroutine 1 [select (no "
                          "cases)]:\n|main.main()\n|\t/a.go:1\n") +
                k_fail_line + ended("fail"))
            .end == PackageEnd::crashed);
}

TEST_CASE("end: a time-out, by the test binary or by the go command")
{
  CHECK(package(event("run", "TestA") +
                crash("TestA", "panic: test timed out after 1s\n|\trunning tests:\n|"
                               "\t\tTestA (1s)\n|\n|goroutine 7 [running]:\n") +
                k_fail_line + ended("fail"))
            .end == PackageEnd::timed_out);
  CHECK(package(event("run", "TestA") +
                output("", "*** Test killed with quit: ran too long (11m0s).\n") + k_fail_line +
                ended("fail"))
            .end == PackageEnd::timed_out);
}

TEST_CASE("end: what a test printed is no crash when the process went on")
{
  const std::string fake =
      event("run", "TestA") + crash("TestA") + output("TestA", "exit status 2\n") +
      output("TestA", "FAIL\ta/b\t0.010s\n") + output("TestA", "FAIL\ta/b [build failed]\n");
  CHECK(package(fake + output("TestA", "--- FAIL: TestA (0.00s)\n") + event("fail", "TestA") +
                output("", "FAIL\n") + k_fail_line + ended("fail"))
            .end == PackageEnd::failed);
  CHECK(package(fake + event("pass", "TestA") + event("run", "TestB") + k_fail_line + ended("fail"))
            .end == PackageEnd::exited);
  CHECK(package(fake + event("pass", "TestA") + output("", "PASS\n") + k_ok_line + ended("pass"))
            .end == PackageEnd::passed);
}

TEST_CASE("end: a real crash behind an imitation is the one that is kept")
{
  const PackageRun run =
      package(event("run", "TestA") + crash("TestA") +
              crash("TestA", "panic: real\n|\n|goroutine 8 [running]:\n|a/b.g()\n|\t/a.go:2\n") +
              k_fail_line + ended("fail"));
  CHECK(run.end == PackageEnd::crashed);
  CHECK(run.output ==
        "FAIL\ta/b\t0.010s\npanic: real\n\ngoroutine 8 [running]:\na/b.g()\n\t/a.go:2\n"
        "FAIL\ta/b\t0.010s\n");
}

TEST_CASE("end: a stream that stops leaves its packages unfinished")
{
  const PackageRun run = package(event("start") + event("run", "TestA") + output("TestA", "half"));
  CHECK(run.end == PackageEnd::unfinished);
  CHECK(run.tests[0].output == "half");
}

TEST_CASE("events: repetitions of a test are tests of their own")
{
  const PackageRun run =
      package(passed("TestA") + event("run", "TestA") + output("TestA", "second\n") +
              event("fail", "TestA") + output("", "FAIL\n") + k_fail_line + ended("fail"));
  REQUIRE(run.tests.size() == 2);
  CHECK(run.tests[0].outcome == TestOutcome::pass);
  CHECK(run.tests[1].outcome == TestOutcome::fail);
  CHECK(run.tests[1].output == "second\n");
}

TEST_CASE("events: a benchmark has no end of its own")
{
  const PackageRun run =
      package(event("run", "BenchmarkA") + output("BenchmarkA", "BenchmarkA-2\t3\t1 ns/op\n") +
              output("", "PASS\n") + k_ok_line + ended("pass"));
  CHECK(run.tests[0].outcome == TestOutcome::pass);
}

TEST_CASE("events: a package that runs twice is one, with the worse end")
{
  const PackageRun run =
      package(passed("TestA") + output("", "FAIL\n") + k_fail_line + ended("fail") +
              event("start") + passed("TestA") + k_ok_line + ended("pass"));
  CHECK(run.end == PackageEnd::failed);
  CHECK(run.tests.size() == 2);
  CHECK(run.elapsed.count() == 1.0);
}

TEST_CASE("events: a line without end is passed over")
{
  TestEventReader reader({});
  const std::string part(std::size_t{8} << 20, 'x');
  reader.feed(event("start"));
  for (int i = 0; i < 9; ++i) {
    reader.feed(part);
  }
  reader.feed("\n" + passed("TestA"));
  const TestRun run = reader.finish();
  REQUIRE(run.packages.size() == 1);
  CHECK(run.packages[0].tests.size() == 1);
  CHECK(reader.problems() ==
        std::vector<Problem>{{"go test -json", "a line over 64 MiB (it is left out)"}});
}

TEST_CASE("events: a test that prints without end is cut in the middle")
{
  std::string stream = event("run", "TestA");
  const std::string line(1000, 'y');
  for (int i = 0; i < 3000; ++i) {
    stream += output("TestA", line + "\n");
  }
  const PackageRun run = package(stream);
  CHECK(run.tests[0].output.size() < (std::size_t{1} << 20) + 100);
  CHECK(run.tests[0].output.find("bytes of output left out]") != std::string::npos);
}

} // namespace leakgate
