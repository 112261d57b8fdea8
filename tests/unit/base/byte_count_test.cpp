#include "gate/base/byte_count.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

TEST_CASE("sizes are whole numbers with a unit or without")
{
  CHECK(parse_bytes("64MiB") == 67108864);
  CHECK(parse_bytes("2KiB") == 2048);
  CHECK(parse_bytes("1GiB") == 1073741824);
  CHECK(parse_bytes("3KB") == 3000);
  CHECK(parse_bytes("3MB") == 3000000);
  CHECK(parse_bytes("3GB") == 3000000000);
  CHECK(parse_bytes("7B") == 7);
  CHECK(parse_bytes("7") == 7);
  for (const char* text : {"", "MiB", "1.5MiB", "-1MiB", "1 MiB", "1mib", "1TiB",
                           "9223372036854775807KiB", "99999999999999999999"}) {
    CHECK_MESSAGE(!parse_bytes(text), text);
  }
}
