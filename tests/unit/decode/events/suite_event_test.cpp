#include "gate/decode/events/suite_event.hpp"

#include <doctest/doctest.h>

#include <string>

namespace leakgate {

TEST_CASE("event: the fields are taken, unknown and nested ones passed over")
{
  const auto event = parse_test_event(
      R"({"Time":"2026-01-01T00:00:00Z","Action":"output","Package":"a/b","Test":"TestA","Elapsed":0.25,)"
      R"("Output":"x\ty\n","OutputType":"frame","FailedBuild":"f","ImportPath":"i","New":{"Action":"pass","Test":["B"],"Time":"x"}})");
  REQUIRE(event.has_value());
  CHECK(event->action == "output");
  CHECK(event->package == "a/b");
  CHECK(event->test == "TestA");
  CHECK(event->output == "x\ty\n");
  CHECK(event->output_type == "frame");
  CHECK(event->failed_build == "f");
  CHECK(event->import_path == "i");
  CHECK(event->elapsed.count() == 0.25);
  CHECK(event->time == parse_event_time("2026-01-01T00:00:00Z"));
}

TEST_CASE("event: what is no event is told apart")
{
  for (const std::string_view line :
       {"", "ok", "[1]", "{", "{}", R"({"Package":"a"})", R"({"Action":"run"} x)",
        R"({"Action":3})", "{\"Action\":\"\xff\"}"}) {
    INFO(std::string(line));
    CHECK(!parse_test_event(line).has_value());
  }
}

TEST_CASE("event: a line is read alike by the scan for Go's own form and by the JSON reader")
{
  const std::string tail = R"(,"Action":"output"})";
  for (const std::string field :
       {R"("Output":"\u003ca\u003e \u0026 \u2028\\ \" \/ \b\f\n\r\t\u0000\u001b[0m")",
        R"("Output":"\ud83d\ude00")",
        R"("Output":"\ud83d")",
        R"("Output":"\u12")",
        R"("Output":"\u00g0")",
        R"("Output":"\x")",
        "\"Output\":\"\xf0\x9f\x98\x80 \xc3\xa4\"",
        "\"Output\":\"\xc3\"",
        "\"Output\":\"a\x01\"",
        R"("Output":"open)",
        R"("Output":7)",
        R"("Output":null)",
        R"("Elapsed":0)",
        R"("Elapsed":12.25)",
        R"("Elapsed":-1)",
        R"("Elapsed":1e3)",
        R"("Elapsed":01)",
        R"("Elapsed":.5)",
        R"("Elapsed":1.)",
        R"("Elapsed":1.e2)",
        R"("Elapsed":1.2.3)",
        R"("Elapsed":"1")",
        R"("Elapsed":1e999)",
        R"("Elapsed":inf)",
        R"("Test":"A","Test":"B")",
        R"("\u0054est":"A")",
        R"("Other":{"Test":"A"})",
        R"("":"")",
        R"("Test":"A",)",
        R"("Test" : "A")",
        R"("Time":"2026-01-01T00:00:00Z")",
        R"("Time":"yesterday")",
        R"("Action":"")"}) {
    const std::string line = "{" + field + tail;
    INFO(line);
    const auto scanned = parse_test_event(line);
    const auto parsed = parse_test_event("{ " + line.substr(1)); // the scan reads no spaces
    CHECK(scanned == parsed);
  }
}

TEST_CASE("event: wherever a byte stands that ends a plain run, both readers see it")
{
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t before = 0; before < 18; ++before) {
      const std::string text = std::string(before, 'x') + static_cast<char>(byte) + "n tail of it";
      const std::string rest = R"("Action":"output","Output":")" + text + "\"}";
      INFO(byte << " behind " << before);
      CHECK(parse_test_event("{" + rest) == parse_test_event("{ " + rest));
    }
  }
}

TEST_CASE("event: an event that is read into keeps nothing of the one before")
{
  TestEvent event;
  REQUIRE(
      parse_test_event(R"({"Time":"2026-01-01T00:00:00Z","Action":"fail","Package":"a","Test":"T",)"
                       R"("Elapsed":2,"FailedBuild":"b","ImportPath":"i","OutputType":"error"})",
                       event));
  REQUIRE(parse_test_event(R"({"Action":"start"})", event));
  CHECK(event == *parse_test_event(R"({"Action":"start"})"));
  CHECK(!parse_test_event("no JSON", event));
}

TEST_CASE("event: what Go writes is scanned, the rest is left to the JSON reader")
{
  TestEvent event;
  CHECK(scan_event(
      R"({"Time":"2026-01-01T00:00:00.5Z","Action":"output","Package":"a","Output":"\u003c\n"})",
      event));
  CHECK(event.output == "<\n");
  CHECK(scan_event(R"({"Action":"pass","Package":"a","Test":"T","Elapsed":0.03})", event));
  CHECK(!scan_event(R"({"Action": "pass"})", event));
  CHECK(!scan_event(R"({"Action":"pass","New":"x"})", event));
  CHECK(!scan_event("", event));
}

TEST_CASE("event: the output of a line can be replaced")
{
  CHECK(replace_output(R"({"Test":"\"Output\":\"","Output":"a\"b\\","OutputType":"frame"})",
                       "new\n\x01") ==
        R"({"Test":"\"Output\":\"","Output":"new\n\u0001","OutputType":"frame"})");
  CHECK(replace_output(R"({"Action":"run"})", "x") == R"({"Action":"run"})");
}

} // namespace leakgate
