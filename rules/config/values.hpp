#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace leakgate::config {

/// A finite decimal number: `0.9`, `50`, `1e3`.
[[nodiscard]] std::optional<double> parse_real(std::string_view text);

/// True for lower-case letters, digits and dashes, at most 100 of them.
[[nodiscard]] bool is_id(std::string_view text);

/// What keeps a path from being a file in the folder of the configuration file or below,
/// as half a sentence; empty when nothing does. Links are the caller's to follow.
[[nodiscard]] std::string objection_to_path(std::string_view path);

/// True when YAML takes the unquoted word for a number or a truth value, not for text.
[[nodiscard]] bool is_number_or_truth(std::string_view word);

} // namespace leakgate::config
