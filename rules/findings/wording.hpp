#pragma once

#include "gate/model/goroutine.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace leakgate::rules {

/// One line: `goroutine blocked forever in chan receive`. `subject` is who is stuck
/// (Pattern::subject; empty: `goroutine`). `forever` is only said where all are proven;
/// where a part is: ` (2 of 5 proven)`. Of goroutines that move: `still looping in select`.
[[nodiscard]] std::string message_for(std::string_view subject, std::string_view state, Wait wait,
                                      bool moving, std::int64_t proven, std::int64_t count);

} // namespace leakgate::rules
