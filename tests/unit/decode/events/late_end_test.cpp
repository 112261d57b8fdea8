#include "gate/decode/events/suite_events.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace leakgate;

namespace {

std::string
event(const std::string& action, const std::string& rest)
{
  return R"({"Action":")" + action + R"(","Package":"m/p")" + rest + "}\n";
}

std::string
output(const std::string& escaped)
{
  return event("output", R"(,"Output":")" + escaped + "\"");
}

struct Read
{
  PackageRun package;
  std::string raw;
};

Read
read(const std::string& stream, const std::string& run)
{
  Read result;
  TestEventReader::Listener listener;
  listener.on_raw = [&](std::string_view line) { result.raw += std::string(line) + "\n"; };
  TestEventReader reader(listener, run);
  reader.feed(stream);
  result.package = reader.finish().packages.at(0);
  return result;
}

const std::string k_test =
    event("run", R"(,"Test":"TestA")") +
    event("output", R"(,"Test":"TestA","Output":"--- PASS: TestA (0.00s)\n")") +
    event("pass", R"(,"Test":"TestA")") + output(R"(PASS\n)");
const std::string k_ended = output(R"(\u0001leakgate = 0 r1\n)");
const std::string k_panic = output(R"(panic: late\n)") + output(R"(\n)") +
                            output(R"(goroutine 7 [running]:\n)") + output(R"(exit status 2\n)") +
                            output(R"(FAIL\tm/p\t0.30s\n)") + event("fail", "");

} // namespace

TEST_CASE("late end: a process that dies while the gate waits ends as it would have without it")
{
  const auto [package, raw] = read(k_test + k_ended + k_panic, "r1");
  CHECK(package.end == PackageEnd::passed);
  CHECK(package.late_status == "panic: late");
  CHECK(package.late_output == "panic: late\n\ngoroutine 7 [running]:\n");
  CHECK(package.output == "PASS\nok  \tm/p\t0.30s\n");
  CHECK(raw == k_test + output(R"(ok  \tm/p\t0.30s\n)") + event("pass", ""));
}

TEST_CASE("late end: without a message the go command's word for the end counts")
{
  const auto ended_with = [&](const std::string& words) {
    return read(k_test + k_ended + words + output(R"(FAIL\tm/p\t0.30s\n)") + event("fail", ""),
                "r1")
        .package.late_status;
  };
  CHECK(ended_with(output(R"(exit status 3\n)")) == "exit status 3");
  CHECK(ended_with(output(R"(signal: killed\n)")) == "signal: killed");
  CHECK(ended_with("") == "an exit status other than 0");
  CHECK(ended_with(output(R"(WARNING: DATA RACE\n)")) == "a data race");
}

TEST_CASE("late end: what is printed while the gate waits is nobody's output")
{
  const std::string rest = output(R"(ok  \tm/p\t0.30s\n)") + event("pass", "");
  const auto [package, raw] = read(k_test + k_ended + output(R"(late\n)") + rest, "r1");
  CHECK(package.end == PackageEnd::passed);
  CHECK(package.late_status.empty());
  CHECK(package.late_output == "late\n");
  CHECK(raw == k_test + rest);
}

TEST_CASE("late end: the words of a marker with another id hide nothing")
{
  const auto [package, raw] = read(k_test + k_ended + k_panic, "r2");
  CHECK(package.end == PackageEnd::crashed);
  CHECK(package.late_status.empty());
  CHECK(raw.find("panic: late") != std::string::npos);
  CHECK(raw.find("\"Action\":\"fail\"") != std::string::npos);
}

TEST_CASE("late end: a failed suite stays failed, with its own exit status")
{
  const std::string fail =
      event("run", R"(,"Test":"TestA")") +
      event("output", R"(,"Test":"TestA","Output":"--- FAIL: TestA (0.00s)\n")") +
      event("fail", R"(,"Test":"TestA")") + output(R"(FAIL\n)");
  const auto [package, raw] = read(fail + output(R"(\u0001leakgate = 1 r1\n)") + k_panic, "r1");
  CHECK(package.end == PackageEnd::failed);
  CHECK(package.late_status == "panic: late");
  CHECK(raw ==
        fail + output(R"(exit status 1\n)") + output(R"(FAIL\tm/p\t0.30s\n)") + event("fail", ""));
}

TEST_CASE("late end: where standard output was closed the final event carries the name of the test")
{
  const std::string stream =
      event("run", R"(,"Test":"TestA")") +
      event("output", R"(,"Test":"TestA","Output":"ok  \tm/p\t(cached)\n")") +
      event("pass", R"(,"Test":"TestA")");
  const PackageRun package = read(stream, "r1").package;
  CHECK(package.end == PackageEnd::passed);
  CHECK(package.cached);
  REQUIRE(package.tests.size() == 1);
  CHECK(package.tests[0].outcome == TestOutcome::pass);
}
