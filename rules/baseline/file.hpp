#pragma once

#include "gate/base/result.hpp"
#include "gate/model/baseline.hpp"

#include <string>
#include <string_view>

namespace leakgate {

/// Reads what write_baseline wrote. `file` is its name in messages and in the result. Anything
/// else (an unknown key, a count below 1, a fingerprint that is recorded twice) is an error
/// with its position: `.leakgate-baseline.json: /clusters/3/count: expected …, got "…"`.
[[nodiscard]] Result<Baseline> parse_baseline(std::string_view text, const std::string& file);

/// The baseline as JSON, a line a cluster, sorted by package and fingerprint, so that two
/// versions differ only where the clusters do. Equal baselines give equal bytes. What is
/// not UTF-8 is replaced by U+FFFD.
[[nodiscard]] std::string write_baseline(const Baseline& baseline);

} // namespace leakgate
