#pragma once

#include "gate/base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace leakgate {

/// True when `data` starts with the gzip magic.
[[nodiscard]] bool is_gzip(std::string_view data);

/// Inflates one or more gzip members. Stops with an error once the output would
/// pass `limit_bytes`, so a gzip bomb costs no more than that. Error: `gzip: damaged, got "…"`.
[[nodiscard]] Result<std::string> gunzip(std::string_view data,
                                         std::uint64_t limit_bytes = 1ULL << 30);

/// `data` as one gzip member.
[[nodiscard]] std::string gzip(std::string_view data);

} // namespace leakgate
