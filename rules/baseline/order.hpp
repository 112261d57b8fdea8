#pragma once

#include "gate/model/baseline.hpp"

#include <tuple>

namespace leakgate::rules {

/// The order of the file: by package, then fingerprint.
[[nodiscard]] inline bool
baseline_entry_less(const BaselineEntry& a, const BaselineEntry& b)
{
  return std::tie(a.package, a.fingerprint) < std::tie(b.package, b.fingerprint);
}

} // namespace leakgate::rules
