#include "gate/decode/events/event_time.hpp"

#include <doctest/doctest.h>

#include <string>

namespace leakgate {

namespace {

// Nanoseconds since 1970, or -1.
std::int64_t
nanoseconds(std::string_view text)
{
  const auto time = parse_event_time(text);
  return time ? time->time_since_epoch().count() : -1;
}

} // namespace

TEST_CASE("event time: RFC 3339 with and without a fraction, in any zone")
{
  CHECK(nanoseconds("1970-01-01T00:00:00Z") == 0);
  CHECK(nanoseconds("1970-01-02T00:01:02.5Z") == 86'462'500'000'000);
  CHECK(nanoseconds("1970-01-01T00:00:00.123456789Z") == 123'456'789);
  CHECK(nanoseconds("1970-01-01T00:00:00.1234567894Z") == 123'456'789);
  CHECK(nanoseconds("2026-11-21T15:58:05+00:00") == 1'795'276'685'000'000'000);
  CHECK(nanoseconds("2026-11-21T21:28:05+05:30") == 1'795'276'685'000'000'000);
  CHECK(nanoseconds("2026-11-21T13:28:05-02:30") == 1'795'276'685'000'000'000);
  CHECK(nanoseconds("2261-12-31T23:59:59Z") == 9'214'646'399'000'000'000);
}

TEST_CASE("event time: all else is no time")
{
  for (const std::string_view text :
       {"", "now", "2026-11-21", "2026-11-21T15:58:05", "2026-11-21 15:58:05Z",
        "2026-11-21T15:58:05.Z", "2026-11-21T15:58:05Zx", "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T00:60:00Z",
        "2026-11-21T00:00:61Z", "2026-11-21T00:00:00+24:00", "2026-11-21T00:00:00+01:60",
        "2026-11-21T00:00:00+1:00", "1969-12-31T23:59:59Z", "2262-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z", "+026-11-21T15:58:05Z"}) {
    INFO(std::string(text));
    CHECK(!parse_event_time(text));
  }
}

} // namespace leakgate
