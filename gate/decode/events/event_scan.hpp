#pragma once

#include "gate/decode/events/suite_event.hpp"

#include <string_view>

namespace leakgate {

/// Reads a line as Go's encoding/json writes it: one flat object without spaces, names as they
/// are, strings with the escapes that it uses, and numbers. False for any other, also for other
/// JSON: `event` is then filled in part, and a whole JSON reader has to take the line. It is
/// several times as fast as one, and a suite prints millions of lines.
[[nodiscard]] bool scan_event(std::string_view line, TestEvent& event);

} // namespace leakgate
