#include "gate/base/random.hpp"

#include <fmt/core.h>

#include <random>

namespace leakgate {

std::string
random_hex()
{
  std::random_device device;
  return fmt::format("{:08x}{:08x}", device(), device());
}

} // namespace leakgate
