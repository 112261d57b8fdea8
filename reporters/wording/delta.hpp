#pragma once

#include "gate/model/verdict.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// A verdict against what was there before it, in numbers of findings.
struct Delta
{
  std::string_view against; ///< `base`, or `baseline`
  std::int64_t fresh = 0;   ///< reported, and not there before
  std::int64_t grown = 0;   ///< reported, and there before with fewer goroutines
  std::int64_t known = 0;
  std::int64_t gone = 0;
  std::int64_t fewer = 0; ///< of the known ones: with fewer goroutines than before

  friend bool operator==(const Delta&, const Delta&) = default;
};

/// Against the earlier result that the run was compared with, else against the baseline; no value
/// where there is neither.
[[nodiscard]] std::optional<Delta> delta_of(const Verdict& verdict);

/// `2 new`, and whether it is bad news.
struct DeltaPart
{
  std::string text;
  bool bad = false;
};

/// What is not 0, the bad news first; `nothing new` where there is none.
[[nodiscard]] std::vector<DeltaPart> parts_of(const Delta& delta);

/// The parts in one line: `2 new, 1 known, 3 gone`.
[[nodiscard]] std::string to_text(const Delta& delta, std::string_view separator = ", ");

} // namespace leakgate
