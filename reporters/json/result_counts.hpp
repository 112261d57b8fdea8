#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

/// Which fields of the JSON result count something: no run has less than none of it.
namespace leakgate::result_counts {

/// No run counts further, and a sum of such numbers cannot overflow.
inline constexpr std::int64_t k_largest = 1'000'000'000'000;

/// The others (growth, bytes, readings) may be below zero.
inline constexpr std::array<std::string_view, 15> k_fields = {
    "allowed",   "baseline", "baseline_count", "below_threshold",  "clusters",
    "count",     "fewer",    "gone",           "goroutines_after", "goroutines_before",
    "in_before", "matched",  "reported",       "runtime",          "seen"};

/// True when `value` cannot be that of the field `key`.
[[nodiscard]] constexpr bool
refuses(std::string_view key, std::int64_t value)
{
  return (value < 0 || value > k_largest) && std::ranges::find(k_fields, key) != k_fields.end();
}

/// The number in the value of the field `key` that cannot be there, if there is one.
template <typename T>
[[nodiscard]] std::optional<std::int64_t>
refused(std::string_view key, const T& value)
{
  if constexpr (std::is_same_v<T, std::int64_t>) {
    return refuses(key, value) ? std::optional(value) : std::nullopt;
  } else if constexpr (std::is_same_v<T, std::optional<std::int64_t>>) {
    return refused(key, value.value_or(0));
  } else if constexpr (std::is_same_v<T, std::map<std::string, std::int64_t>>) {
    for (const auto& [name, count] : value) { // states
      if (refuses("count", count)) {
        return count;
      }
    }
  }
  return std::nullopt;
}

} // namespace leakgate::result_counts
