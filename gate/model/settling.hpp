#pragma once

#include <chrono>

namespace leakgate {

/// How long goroutines may take to end after the last test, unless somebody says otherwise.
inline constexpr std::chrono::milliseconds k_default_settle{2000};

} // namespace leakgate
