#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace leakgate {

/// Random, the same for the whole process: with it nobody outside can choose input that
/// collides in a table. So no hash is ever stored, printed or used for order.
[[nodiscard]] std::uint64_t hash_seed() noexcept;

namespace hash_detail {

__extension__ using Wide = unsigned __int128;

inline std::uint64_t
load8(const char* bytes) noexcept
{
  std::uint64_t value = 0;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

inline std::uint64_t
load4(const char* bytes) noexcept
{
  std::uint32_t value = 0;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

} // namespace hash_detail

/// Folds two words into one: both halves of their product.
[[nodiscard]] inline std::uint64_t
hash_mix(std::uint64_t a, std::uint64_t b) noexcept
{
  const auto product = static_cast<hash_detail::Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// A fast 64-bit hash of bytes for tables in memory.
[[nodiscard]] inline std::uint64_t
hash_bytes(std::string_view text, std::uint64_t seed) noexcept
{
  using namespace hash_detail;
  constexpr std::uint64_t k_one = 0x9e3779b97f4a7c15, k_two = 0xd1b54a32d192ed03;
  const char* bytes = text.data();
  std::size_t left = text.size();
  std::uint64_t state = seed ^ (left * k_one);
  for (; left > 16; bytes += 16, left -= 16) {
    state = hash_mix(load8(bytes) ^ k_one, load8(bytes + 8) ^ state);
  }
  std::uint64_t low = 0, high = 0;
  if (left >= 8) {
    low = load8(bytes);
    high = load8(bytes + left - 8);
  } else if (left >= 4) {
    low = load4(bytes);
    high = load4(bytes + left - 4);
  } else {
    for (std::size_t i = 0; i < left; ++i) {
      low = low << 8 | static_cast<unsigned char>(bytes[i]);
    }
  }
  return hash_mix(low ^ k_two, high ^ state);
}

} // namespace leakgate
