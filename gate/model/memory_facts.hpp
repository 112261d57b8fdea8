#pragma once

#include <string>
#include <vector>

namespace leakgate {

/// A statement that puts memory into what outlives the function.
struct StoreCode
{
  std::string holder; ///< a variable of the package, `pages`, or a field, `Cache.entries`
  std::string text;   ///< of the statement: `pages[visitor] = page`
  std::string file;   ///< absolute
  int line = 0;

  friend bool operator==(const StoreCode&, const StoreCode&) = default;
};

/// What becomes of the memory that a line allocated, or that what it called did.
struct KeepingCode
{
  std::vector<StoreCode> stores; ///< as they stand in the source
  bool handed = false;           ///< the function gives it back

  friend bool operator==(const KeepingCode&, const KeepingCode&) = default;
};

} // namespace leakgate
