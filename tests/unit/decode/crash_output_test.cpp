#include "gate/decode/crash_output.hpp"

#include <doctest/doctest.h>

#include <string>

namespace leakgate {

namespace {

constexpr const char* k_timeout = "panic: test timed out after 1s\n"
                                  "\trunning tests:\n"
                                  "\t\tTestA (1s)\n"
                                  "\t\tTestB/with (parens) (0s)\n"
                                  "\n"
                                  "goroutine 7 [running]:\n"
                                  "testing.(*M).startAlarm.func1()\n"
                                  "\t/go/testing.go:2484 +0x394\n"
                                  "\n"
                                  "goroutine 1 [chan receive]:\n"
                                  "main.main()\n"
                                  "\t/src/main.go:1 +0x1\n";
constexpr const char* k_fake =
    "panic: not real\n\ngoroutine 99 [running]:\nfake.f()\n\t/fake.go:1 +0x1\n\n";

PackageRun
package(PackageEnd end, std::string output)
{
  PackageRun run;
  run.import_path = "example.com/app";
  run.end = end;
  run.output = std::move(output);
  return run;
}

std::vector<std::int64_t>
ids(const CrashOutput& crash)
{
  std::vector<std::int64_t> out;
  for (const Goroutine& goroutine : crash.dump.goroutines) {
    out.push_back(goroutine.id);
  }
  return out;
}

} // namespace

TEST_CASE("crash: a time-out tells its reason, its dump and the running tests")
{
  const auto crash = decode_crash_output(package(PackageEnd::timed_out, k_timeout));
  REQUIRE(crash.has_value());
  CHECK(crash->reason == "panic: test timed out after 1s");
  CHECK(crash->running_tests == std::vector<std::string>{"TestA", "TestB/with (parens)"});
  CHECK(ids(*crash) == std::vector<std::int64_t>{7, 1});
  CHECK(crash->dump.complete);
}

TEST_CASE("crash: the last one in the output counts, not a dump that was printed before")
{
  const auto crash =
      decode_crash_output(package(PackageEnd::crashed, std::string(k_fake) + "more\n" + k_timeout));
  REQUIRE(crash.has_value());
  CHECK(ids(*crash) == std::vector<std::int64_t>{7, 1});
}

TEST_CASE("crash: a second message before the first goroutine belongs to the same crash")
{
  const auto crash = decode_crash_output(
      package(PackageEnd::crashed,
              "textpanic: boom\nfatal error: worse\n\ngoroutine 3 [running]:\na.b()\n\t/a.go:1\n"));
  REQUIRE(crash.has_value());
  CHECK(crash->reason == "panic: boom");
  CHECK(ids(*crash) == std::vector<std::int64_t>{3});
}

TEST_CASE("crash: the stacks of other threads belong to the same crash")
{
  const auto crash = decode_crash_output(
      package(PackageEnd::crashed,
              "SIGQUIT: quit\nPC=0x1 m=0 sigcode=0\n\ngoroutine 1 [running]:\na.b()\n\t/a.go:1\n\n"
              "-----\n\nSIGQUIT: quit\nPC=0x2 m=1 sigcode=0\n\ngoroutine 2 "
              "[running]:\na.c()\n\t/a.go:2\n"));
  REQUIRE(crash.has_value());
  CHECK(ids(*crash) == std::vector<std::int64_t>{1, 2});
}

TEST_CASE("crash: a package that did not crash has none, whatever it printed")
{
  for (const PackageEnd end :
       {PackageEnd::unfinished, PackageEnd::passed, PackageEnd::failed, PackageEnd::no_tests,
        PackageEnd::build_failed, PackageEnd::exited}) {
    CHECK(!decode_crash_output(package(end, k_timeout)).has_value());
  }
  CHECK(!decode_crash_output(package(PackageEnd::crashed, "signal: killed\n")).has_value());
}

TEST_CASE("crash: the output of tests is looked at when the package has none, but not of those "
          "that passed")
{
  PackageRun run = package(PackageEnd::crashed, "FAIL\n");
  run.tests.resize(3);
  run.tests[1].output = k_timeout;
  run.tests[2].output = k_fake;
  run.tests[2].outcome = TestOutcome::pass;
  const auto crash = decode_crash_output(run);
  REQUIRE(crash.has_value());
  CHECK(ids(*crash) == std::vector<std::int64_t>{7, 1});
}

TEST_CASE("crash: a dump out of which output was left is not complete")
{
  std::string text = k_timeout;
  text.insert(text.find("goroutine 1"), "[leakgate: 12 bytes of output left out]\n");
  const auto crash = decode_crash_output(package(PackageEnd::timed_out, text));
  REQUIRE(crash.has_value());
  CHECK(!crash->dump.complete);
}

TEST_CASE("crash message: stands at the start of a line or behind unfinished output")
{
  CHECK(find_crash_message("panic: boom") == 0);
  CHECK(find_crash_message("fatal error: all goroutines are asleep - deadlock!") == 0);
  CHECK(find_crash_message("SIGQUIT: quit") == 0);
  CHECK(find_crash_message("loading...panic: boom") == 10);
  for (const std::string_view line : {"", "recovered panic: boom", "\tpanic: again",
                                      "panic:", "SIG: x", "SIGquit: x", "a SIGQUIT: quit"}) {
    INFO(std::string(line));
    CHECK(find_crash_message(line) == std::string_view::npos);
  }
}

} // namespace leakgate
