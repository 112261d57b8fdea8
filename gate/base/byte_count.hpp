#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace leakgate {

/// Bytes from `64MiB` or `1024`; KiB, MiB, GiB are powers of 1024, KB, MB, GB of 1000. Whole
/// numbers only, at most 2^63 - 1 bytes.
[[nodiscard]] std::optional<std::int64_t> parse_bytes(std::string_view text);

} // namespace leakgate
