#pragma once

#include <functional>
#include <optional>
#include <string>

namespace leakgate {

enum class CiSystem { none, github, gitlab };

/// The value of an environment variable; none when it is not set or empty.
using VariableLookup = std::function<std::optional<std::string>(const std::string& name)>;

/// The CI system whose job this is: GITHUB_ACTIONS or GITLAB_CI is `true`, which both promise.
/// The one place that decides it, for the log, the reports and what is posted.
[[nodiscard]] CiSystem ci_system(const VariableLookup& variable);

} // namespace leakgate
