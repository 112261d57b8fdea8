#include "gate/base/environment.hpp"

#include <cstdlib>

namespace leakgate {

std::optional<std::string>
environment_variable(const std::string& name)
{
  const char* value = std::getenv(name.c_str());
  return value == nullptr || *value == '\0' ? std::nullopt : std::optional<std::string>(value);
}

} // namespace leakgate
