#pragma once

#include <optional>
#include <string>

namespace leakgate {

/// A variable of our environment; no value when it is not set or empty.
[[nodiscard]] std::optional<std::string> environment_variable(const std::string& name);

} // namespace leakgate
