#pragma once

#include "gate/model/goroutine.hpp"
#include "gate/model/goroutine_line.hpp"

#include <optional>
#include <string_view>

namespace leakgate {

/// Reads what a goroutine's header says from its bracket on, in the forms
///
///     [chan receive (leaked), 12 minutes, locked to thread, synctest bubble 3]:
///     [chan receive labels:{"test.name": "TestA"}]:         Go 1.26
///     [chan receive] {test.name: TestA, "a key": "v\n"}:    Go 1.27
///
/// and returns a Goroutine with state, attributes and labels set. Attributes that are
/// not known are kept as text. Nothing when brackets, quotes or the colon are missing,
/// or for more than 1,024 labels or attributes.
/// Source: goroutineheader (runtime/traceback.go), printquoted (runtime/print.go).
[[nodiscard]] std::optional<Goroutine> parse_goroutine_header(std::string_view text);

} // namespace leakgate
