#pragma once

#include <string>

namespace leakgate {

/// Something that could not be read or measured and was left out. It never stops
/// a run; it is counted and shown. `where` is a file, `file:line` or a package.
struct Problem
{
  std::string where;
  std::string what;

  friend bool operator==(const Problem&, const Problem&) = default;
};

} // namespace leakgate
