#pragma once

#include "gate/model/goroutine.hpp"

#include <string_view>

namespace leakgate {

/// What Go's words for the state of a goroutine mean: `chan send (nil chan)` is
/// Wait::chan_send_nil. Words that Go 1.24 to 1.27 do not have are Wait::unknown.
[[nodiscard]] Wait wait_of_state(std::string_view state);

} // namespace leakgate
