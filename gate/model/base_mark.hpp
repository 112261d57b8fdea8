#pragma once

#include <string_view>

namespace leakgate {

/// What a finding is against an earlier result: not in it, in it, or in it with fewer goroutines.
enum class BaseMark { fresh, known, grown };

/// `new`, `known`, `grown`.
[[nodiscard]] std::string_view to_string(BaseMark mark);

} // namespace leakgate
