#pragma once

#include <string>
#include <string_view>

namespace leakgate {

/// SHA-256 of `data` as 64 lower-case hex digits.
[[nodiscard]] std::string sha256_hex(std::string_view data);

/// True for what sha256_hex writes: exactly 64 lower-case hex digits.
[[nodiscard]] bool is_sha256_hex(std::string_view text);

} // namespace leakgate
