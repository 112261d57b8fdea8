#pragma once

#include <cstdint>
#include <limits>

namespace leakgate {

/// `a + b`, or the end of the range that the sum would pass.
[[nodiscard]] inline std::int64_t
saturating_add(std::int64_t a, std::int64_t b) noexcept
{
  std::int64_t sum = 0;
  if (!__builtin_add_overflow(a, b, &sum)) {
    return sum;
  }
  return b > 0 ? std::numeric_limits<std::int64_t>::max()
               : std::numeric_limits<std::int64_t>::min();
}

/// `a * b`, or the end of the range that the product would pass.
[[nodiscard]] inline std::int64_t
saturating_multiply(std::int64_t a, std::int64_t b) noexcept
{
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(a, b, &product)) {
    return product;
  }
  return (a < 0) == (b < 0) ? std::numeric_limits<std::int64_t>::max()
                            : std::numeric_limits<std::int64_t>::min();
}

/// `a - b`, or the end of the range that the difference would pass.
[[nodiscard]] inline std::int64_t
saturating_subtract(std::int64_t a, std::int64_t b) noexcept
{
  std::int64_t difference = 0;
  if (!__builtin_sub_overflow(a, b, &difference)) {
    return difference;
  }
  return b < 0 ? std::numeric_limits<std::int64_t>::max()
               : std::numeric_limits<std::int64_t>::min();
}

} // namespace leakgate
