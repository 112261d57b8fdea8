#include "gate/decode/test_event.hpp"

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

TEST_CASE("event: the output of a line can be replaced")
{
  CHECK(replace_output(R"({"Test":"\"Output\":\"","Output":"a\"b\\","OutputType":"frame"})",
                       "new\n\x01") ==
        R"({"Test":"\"Output\":\"","Output":"new\n\u0001","OutputType":"frame"})");
  CHECK(replace_output(R"({"Action":"run"})", "x") == R"({"Action":"run"})");
}

} // namespace leakgate
