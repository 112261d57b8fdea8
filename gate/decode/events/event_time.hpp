#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace leakgate {

/// A moment by the clock of the machine that ran `go test`.
using EventTime = std::chrono::sys_time<std::chrono::nanoseconds>;

/// Reads the field Time of `go test -json` (RFC 3339: `2026-11-21T15:58:05.123456789+01:00`).
/// Nothing when it is something else, or not in the years 1970 to 2261.
[[nodiscard]] std::optional<EventTime> parse_event_time(std::string_view text);

} // namespace leakgate
