#include "gate/base/digest.hpp"

#include <doctest/doctest.h>

#include <string>

TEST_CASE("sha256_hex: the vectors of FIPS 180-2")
{
  CHECK(leakgate::sha256_hex("") ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(leakgate::sha256_hex("abc") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("is_sha256_hex: only 64 lower-case hex digits")
{
  CHECK(leakgate::is_sha256_hex(leakgate::sha256_hex("")));
  CHECK_FALSE(leakgate::is_sha256_hex(std::string(63, 'a')));
  CHECK_FALSE(leakgate::is_sha256_hex(std::string(64, 'A')));
  CHECK_FALSE(leakgate::is_sha256_hex("../" + std::string(61, 'a')));
}
