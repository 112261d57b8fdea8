#include "gate/base/date.hpp"

#include <doctest/doctest.h>

using leakgate::is_date;

TEST_CASE("a date is a day of the calendar")
{
  CHECK(is_date("2027-06-30"));
  CHECK(is_date("2028-02-29"));
  for (const char* text :
       {"2027-02-29", "2027-13-01", "2027-00-01", "2027-04-31", "2027-6-30", "27-06-30",
        "2027-06-30 ", "1969-12-31", "2027/06/30", "2027-06-3x", ""}) {
    CHECK_MESSAGE(!is_date(text), text);
  }
}
