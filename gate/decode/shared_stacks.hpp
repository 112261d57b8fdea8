#pragma once

#include "gate/model/frames.hpp"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace leakgate {

/// The stacks of one dump, so that goroutines with equal ones share them.
class SharedStacks
{
public:
  /// The one that is equal to `frames`: an earlier one, or a new one.
  [[nodiscard]] Frames shared(const std::vector<Frame>& frames);

private:
  std::unordered_map<std::uint64_t, Frames> m_known; ///< by hash
};

} // namespace leakgate
