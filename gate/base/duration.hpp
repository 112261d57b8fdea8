#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace leakgate {

/// The longest duration that parse_duration accepts.
inline constexpr std::chrono::milliseconds k_longest_duration = std::chrono::hours(1);

/// Reads `500ms`, `2s`, `1m30s`: whole numbers with Go's units, at most k_longest_duration
/// together. Nothing for anything else.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// The same of short times, which may have microseconds: `250us`, `1ms500us`.
[[nodiscard]] std::optional<std::chrono::microseconds> parse_short_duration(std::string_view text);

/// `500ms`, `2s`, `1m30s`: as Go prints a duration without its zero units.
[[nodiscard]] std::string to_string(std::chrono::milliseconds duration);

} // namespace leakgate
