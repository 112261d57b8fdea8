#pragma once

#include "gate/model/leaker.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// What would have ended a goroutine, as its source says: a case of a `select`, the closing of the
/// channel that it receives from.
struct WayOut
{
  std::string code; ///< `<-h.quit`
  Place at;
  bool certain = false;      ///< on every path; else where a condition of the source holds
  std::vector<Place> closed; ///< where the package closes that channel

  friend bool operator==(const WayOut&, const WayOut&) = default;
};

} // namespace leakgate
