#include "gate/base/gzip.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace leakgate;

TEST_CASE("gunzip: gives back what gzip packed")
{
  const std::string text(1'000'000, 'x');
  CHECK(gunzip(gzip(text)).value() == text);
  CHECK(gunzip(gzip("")).value().empty());
  CHECK(is_gzip(gzip("a")));
  CHECK_FALSE(is_gzip("a"));
}

TEST_CASE("gunzip: reads members that stand one after the other")
{
  CHECK(gunzip(gzip("one ") + gzip("two")).value() == "one two");
}

TEST_CASE("gunzip: a bomb stops at the limit")
{
  const std::string bomb = gzip(std::string(10'000'000, '\0'));
  CHECK(gunzip(bomb, 1000).error() == "gzip: too large when unpacked, got more than 1000 bytes");
}

TEST_CASE("gunzip: damage is an error, not a crash")
{
  const std::string packed = gzip("some text that is long enough to be cut");
  CHECK(gunzip(packed.substr(0, packed.size() - 9)).error() ==
        "gzip: damaged, got \"unexpected end\" after 39 bytes");
  CHECK(gunzip("not gzip at all").error() ==
        "gzip: damaged, got \"incorrect header check\" after 0 bytes");
  CHECK(gunzip("").error() == "gzip: damaged, got \"unexpected end\" after 0 bytes");
}

TEST_CASE("gzip: the same data gives the same bytes, without a time or a name")
{
  CHECK(gzip("a") == gzip("a"));
  // ID1 ID2 CM FLG MTIME MTIME MTIME MTIME (RFC 1952)
  CHECK(gzip("a").substr(0, 8) == std::string("\x1f\x8b\x08\0\0\0\0\0", 8));
}
