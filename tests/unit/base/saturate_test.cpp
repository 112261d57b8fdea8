#include "gate/base/saturate.hpp"

#include <doctest/doctest.h>

using leakgate::saturating_add;
using leakgate::saturating_subtract;

TEST_CASE("saturating: within the range the result is exact")
{
  CHECK(saturating_add(2, -5) == -3);
  CHECK(saturating_subtract(2, -5) == 7);
  CHECK(saturating_subtract(INT64_MIN, INT64_MIN) == 0);
}

TEST_CASE("saturating: beyond the range the result stays at its end")
{
  CHECK(saturating_add(INT64_MAX, 1) == INT64_MAX);
  CHECK(saturating_add(INT64_MIN, -1) == INT64_MIN);
  CHECK(saturating_subtract(INT64_MIN, 1) == INT64_MIN);
  CHECK(saturating_subtract(0, INT64_MIN) == INT64_MAX);
}
