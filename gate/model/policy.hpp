#pragma once

#include "gate/model/finding.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// One entry of an allow list. An empty field matches everything; the others must
/// all match. `*` in a field stands for any run of characters.
struct AllowEntry
{
  std::string id;       ///< stable name, shown where the entry is used
  std::string function; ///< any frame of the stack
  std::string top;      ///< the leaf frame
  std::string creator;  ///< the function that holds the `go` statement
  std::string reason;   ///< required; shown to the user

  friend bool operator==(const AllowEntry&, const AllowEntry&) = default;
};

/// What the verdict is measured against: parsed and checked.
struct Policy
{
  /// The weakest tier that fails the build.
  Tier fail_tier = Tier::lingering;
  /// Entries beside the built-in ones.
  std::vector<AllowEntry> allow;

  friend bool operator==(const Policy&, const Policy&) = default;
};

} // namespace leakgate
