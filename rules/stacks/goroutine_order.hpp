#pragma once

#include "gate/model/goroutine.hpp"

#include <cstddef>
#include <vector>

namespace leakgate::rules {

/// An order by content (wait, frames, creator, labels; the id last), so that nothing
/// depends on the order in which Go printed goroutines or on addresses.
[[nodiscard]] bool goroutine_less(const Goroutine& a, const Goroutine& b);

/// True when goroutine_less() tells neither apart, ids aside.
[[nodiscard]] bool same_goroutine(const Goroutine& a, const Goroutine& b);

/// Hash and equality of stacks for tables; only within one run.
struct FramesHash
{
  std::size_t operator()(const std::vector<Frame>& frames) const noexcept;
};

} // namespace leakgate::rules
