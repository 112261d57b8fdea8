#include "gate/base/duration.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using std::chrono::milliseconds;

TEST_CASE("durations are whole numbers with units, up to an hour")
{
  CHECK(parse_duration("500ms") == milliseconds(500));
  CHECK(parse_duration("2s") == milliseconds(2000));
  CHECK(parse_duration("60m") == milliseconds(3600'000));
  CHECK(parse_duration("0s") == milliseconds(0));
  CHECK(parse_duration("1h") == milliseconds(3600'000));
  CHECK(parse_duration("1m30s500ms") == milliseconds(90'500));
}

TEST_CASE("short durations may have microseconds")
{
  using std::chrono::microseconds;
  CHECK(parse_short_duration("250us") == microseconds(250));
  CHECK(parse_short_duration("250\u00b5s") == microseconds(250));
  CHECK(parse_short_duration("1ms500us") == microseconds(1500));
  CHECK(parse_short_duration("3600000000us") == microseconds(std::chrono::hours(1)));
  CHECK_FALSE(parse_short_duration("3600000001us"));
  CHECK_FALSE(parse_short_duration("250ns"));
  CHECK_FALSE(parse_duration("250us"));
}

TEST_CASE("anything else is no duration")
{
  for (const char* text : {"", "2", "s", "-1s", "1.5s", "2 s", "61m", "2h", "1m30", "m", "1mm",
                           "59m61s", "99999999999999999999s"}) {
    CHECK_MESSAGE(!parse_duration(text), text);
  }
}

TEST_CASE("a duration is printed without units of zero")
{
  CHECK(to_string(milliseconds(0)) == "0s");
  CHECK(to_string(milliseconds(500)) == "500ms");
  CHECK(to_string(milliseconds(60'000)) == "1m");
  CHECK(to_string(milliseconds(90'500)) == "1m30s500ms");
}
