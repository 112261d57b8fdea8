#include "gate/base/digest.hpp"

#include <openssl/sha.h>

#include <array>
#include <cstddef>

namespace leakgate {

namespace {

constexpr std::string_view k_digits = "0123456789abcdef";

} // namespace

std::string
sha256_hex(std::string_view data)
{
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(data.data()), data.size(), digest.data());
  std::string hex;
  hex.reserve(2 * digest.size());
  for (const unsigned char byte : digest) {
    hex += k_digits[byte >> 4U];
    hex += k_digits[byte & 15U];
  }
  return hex;
}

bool
is_sha256_hex(std::string_view text)
{
  return text.size() == std::size_t{2} * SHA256_DIGEST_LENGTH &&
         text.find_first_not_of(k_digits) == std::string_view::npos;
}

} // namespace leakgate
