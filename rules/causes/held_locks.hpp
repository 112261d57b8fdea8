#pragma once

#include "rules/causes/causes.hpp"

#include <string>
#include <vector>

namespace leakgate::rules {

/// Something that goroutines wait for, as far as the source tells which one it is: `key` is the
/// same for all that name the same field of a type, parameter of a type, or bare variable.
struct Named
{
  std::string key;
  std::string shown; ///< as written: `h.mu`
  Place at = {};

  friend bool operator==(const Named&, const Named&) = default;
};

/// What a goroutine waits for and holds. Only what is certain from its stack and the source: a
/// lock that was taken on the way to a line of the stack, and given back nowhere before it.
struct Needs
{
  std::vector<Named> locks; ///< it waits for this lock; one at most
  std::vector<Named> ends;  ///< it waits for one of these: a channel's other end, a group's Done
  std::vector<Named> holds; ///< locks
  /// What its functions would do if they went on: the other ends of channels, Done of groups.
  std::vector<Named> offers;
};

/// Empty where no source is known.
[[nodiscard]] Needs needs_of(const Goroutine& goroutine, Wait wait, const CauseContext& context);

} // namespace leakgate::rules
