#pragma once

#include "gate/decode/events/suite_event.hpp"

#include <string_view>

namespace leakgate {

/// True for what testing prints around a test: `=== RUN   TestA`, `--- PASS: TestA (0.00s)`.
[[nodiscard]] bool is_framing(const TestEvent& event);

/// True for `    --- PASS: TestA/b (0.00s)`, whatever the outcome, of all framing.
[[nodiscard]] bool is_end_framing(std::string_view framing);

} // namespace leakgate
