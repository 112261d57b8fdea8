#pragma once

#include <string_view>

namespace leakgate::config {

/// Why a configuration file in the checkout may not have the key at all, as the end of a
/// message; empty for all other keys. Case, dashes and underscores don't matter.
[[nodiscard]] std::string_view refusal_of(std::string_view key);

} // namespace leakgate::config
