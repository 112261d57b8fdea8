#include "gate/base/hash.hpp"

#include <random>

namespace leakgate {

std::uint64_t
hash_seed() noexcept
{
  static const std::uint64_t seed = [] {
    std::random_device device;
    return static_cast<std::uint64_t>(device()) << 32 | device();
  }();
  return seed;
}

} // namespace leakgate
