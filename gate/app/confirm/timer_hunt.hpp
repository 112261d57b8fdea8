#pragma once

#include "gate/model/verdict.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace leakgate {

/// A leak of which nothing shows the test: what the callback of a timer left.
struct Hunt
{
  std::string package;
  std::string fingerprint;
  std::int64_t count = 0; ///< goroutines in the first run

  friend bool operator==(const Hunt&, const Hunt&) = default;
};

/// The findings of that kind that are reported, of packages that left a snapshot.
[[nodiscard]] std::vector<Hunt> plan_hunts(const Verdict& verdict);

/// How many goroutines of the leak these tests bring back; no value when there was no time.
using BringBack = std::function<std::optional<std::int64_t>(const std::set<std::string>& tests)>;

/// Narrows `tests` down by halves, so that of N tests about log2(N) groups run, until single tests
/// have brought back `wanted` goroutines or nothing more is found. Each set is asked for once.
void narrow_down(const std::set<std::string>& tests, std::int64_t wanted, const BringBack& ask);

} // namespace leakgate
