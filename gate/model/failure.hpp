#pragma once

#include <string>

namespace leakgate {

/// What a test that failed, or a package that did, says of it first, and where.
struct Failure
{
  std::string test;    ///< empty: the package as a whole
  std::string message; ///< one line, without the place; empty: nothing was said
  std::string file;    ///< as in Place::file; empty: none that is there was named
  int line = 0;

  friend bool operator==(const Failure&, const Failure&) = default;
};

} // namespace leakgate
