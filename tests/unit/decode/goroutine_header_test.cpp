#include "gate/decode/goroutine_header.hpp"

#include <doctest/doctest.h>

#include <string>

namespace leakgate {

namespace {

Goroutine
parse(std::string_view text)
{
  auto goroutine = parse_goroutine_header(text);
  REQUIRE_MESSAGE(goroutine.has_value(), std::string(text));
  return *goroutine;
}

Goroutine
in_state(std::string state, Wait wait)
{
  Goroutine goroutine;
  goroutine.state = std::move(state);
  goroutine.wait = wait;
  return goroutine;
}

} // namespace

TEST_CASE("header: the state is Go's words, with what they mean beside them")
{
  CHECK(parse("[chan receive]:") == in_state("chan receive", Wait::chan_receive));
  CHECK(parse("[sync.Mutex.Lock]:") == in_state("sync.Mutex.Lock", Wait::mutex));
  CHECK(parse("[coroutine]:") == in_state("coroutine", Wait::unknown));
  CHECK(parse("[a state of Go 1.40]:") == in_state("a state of Go 1.40", Wait::unknown));
}

TEST_CASE("header: parentheses of the state belong to the state")
{
  CHECK(parse("[chan send (nil chan)]:") == in_state("chan send (nil chan)", Wait::chan_send_nil));
  CHECK(parse("[select (no cases)]:") == in_state("select (no cases)", Wait::select_no_cases));
  CHECK(parse("[force gc (idle)]:") == in_state("force gc (idle)", Wait::runtime));
  CHECK(parse("[odd (a, b (leaked) c)]:") == in_state("odd (a, b (leaked) c)", Wait::unknown));
}

TEST_CASE("header: every attribute of Go 1.24 to 1.27 is taken off the state")
{
  Goroutine expected = in_state("chan receive (nil chan)", Wait::chan_receive_nil);
  expected.leaked = true;
  expected.scan = true;
  expected.durable = true;
  expected.minutes = 12;
  expected.locked_to_thread = true;
  expected.synctest_bubble = 3;
  CHECK(parse("[chan receive (nil chan) (leaked) (scan) (durable), 12 minutes, locked to thread, "
              "synctest bubble 3]:") == expected);
}

TEST_CASE("header: Go 1.24 called durable synctest, and the bubble a group")
{
  Goroutine expected = in_state("chan send", Wait::chan_send);
  expected.durable = true;
  expected.synctest_bubble = 34;
  CHECK(parse("[chan send (synctest), synctest group 34]:") == expected);
}

TEST_CASE("header: attributes that are not known are kept as text")
{
  Goroutine expected = in_state("select", Wait::select);
  expected.leaked = true;
  expected.other_attributes = {"very old", "12 hours", " (frozen)"};
  CHECK(parse("[select, very old, 12 hours (leaked) (frozen)]:") == expected);
}

TEST_CASE("header: labels of Go 1.26 stand inside the brackets and are quoted")
{
  Goroutine expected = in_state("chan receive", Wait::chan_receive);
  expected.leaked = true;
  expected.minutes = 2;
  expected.labels = {{"a", "]: {\"x\"}, z"}, {"test.name", "TestA/b"}};
  CHECK(
      parse(
          R"([chan receive (leaked), 2 minutes labels:{"test.name": "TestA/b", "a": "]: {\"x\"}, z"}]:)") ==
      expected);
}

TEST_CASE("header: labels of Go 1.27 stand behind the brackets, quoted where they need it")
{
  Goroutine expected = in_state("select", Wait::select);
  expected.labels = {
      {"", "no key"}, {"empty", ""}, {"quoted key", "quoted \n value"}, {"test.name", "TestA"}};
  CHECK(
      parse(
          R"([select] {: "no key", empty: , "quoted key": "quoted \n value", test.name: TestA}:)") ==
      expected);
}

TEST_CASE("header: labels inside the brackets may stand without quotes")
{
  Goroutine expected = in_state("select", Wait::select);
  expected.labels = {{"test", "TestA-b"}};
  CHECK(parse("[select labels:{test: TestA-b}]:") == expected);
}

TEST_CASE("header: the escapes of labels become bytes and characters")
{
  const Goroutine goroutine =
      parse(R"([select] {a: "\t\r\n\\\"\x00\xff\u007f\u00f6\ufffd\U0001f600"}:)");
  CHECK(goroutine.labels[0].value ==
        std::string("\t\r\n\\\"\0\xff\x7f\xc3\xb6\xef\xbf\xbd\xf0\x9f\x98\x80", 17));
}

TEST_CASE("header: what is damaged is refused")
{
  for (const std::string_view text :
       {"", "[", "[select", "[select]", "[select] ", "[select]: x", "[select, 5",
        "select]:", "[select labels:{\"a\": \"b\"}:", "[select labels:{\"a\": \"b]:",
        "[select labels:{\"a\"}]:", "[select] {a: b:", R"([select] {a: "\q"}:)",
        R"([select] {a: "\x0"}:)", R"([select] {a: "\U00110000"}:)", "[select] {}:"}) {
    INFO(std::string(text));
    CHECK(!parse_goroutine_header(text).has_value());
  }
}

TEST_CASE("header: more than 1,024 labels or attributes are refused")
{
  std::string labels = "[select] {a: b";
  std::string attributes = "[select";
  for (int i = 1; i < 1024; ++i) {
    labels += ", a: b";
    attributes += ", x";
  }
  CHECK(parse(labels + "}:").labels.size() == 1024);
  CHECK(!parse_goroutine_header(labels + ", a: b}:").has_value());
  CHECK(parse(attributes + ", x]:").other_attributes.size() == 1024);
  CHECK(!parse_goroutine_header(attributes + ", x, x]:").has_value());
}

} // namespace leakgate
