#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/source_line.hpp"

#include <string>

namespace leakgate::rules {

/// What the source says of who keeps what is allocated at a place.
struct KeepingSource
{
  std::string line;     ///< that of the place
  std::string function; ///< the function around it, its lines one below the other

  friend bool operator==(const KeepingSource&, const KeepingSource&) = default;
};

/// Without the lines that only put something into a slice or map which the function itself has
/// made: that ends with the call, and who keeps it stands elsewhere. Empty where the source is not
/// known.
[[nodiscard]] KeepingSource keeping_source(const SourceLine& source_line, const Place& place);

} // namespace leakgate::rules
