#include "gate/base/ci_system.hpp"

namespace leakgate {

CiSystem
ci_system(const VariableLookup& variable)
{
  if (variable("GITHUB_ACTIONS") == "true") {
    return CiSystem::github;
  }
  return variable("GITLAB_CI") == "true" ? CiSystem::gitlab : CiSystem::none;
}

} // namespace leakgate
