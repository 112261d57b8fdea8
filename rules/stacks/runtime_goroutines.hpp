#pragma once

#include "gate/model/goroutine.hpp"

#include <string_view>

namespace leakgate::rules {

/// Why a goroutine is nobody's to answer for: it is the main one, or belongs to the Go
/// runtime or to the probe. Empty when it is the user's, also below package testing: a
/// test that did not come to its end is for CutOff to excuse.
[[nodiscard]] std::string_view runtime_reason(const Goroutine& goroutine);

} // namespace leakgate::rules
