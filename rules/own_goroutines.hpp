#pragma once

#include "gate/model/goroutine.hpp"

#include <string_view>

namespace leakgate::rules {

/// Why a goroutine is nobody's to answer for: it belongs to the Go runtime, to package
/// testing (a test that the exit cut off included) or to the probe. Empty when it is
/// the user's.
[[nodiscard]] std::string_view own_reason(const Goroutine& goroutine);

} // namespace leakgate::rules
