#pragma once

#include "gate/model/goroutine.hpp"
#include "gate/model/policy.hpp"

#include <span>

namespace leakgate::rules {

/// The entries that hold for everybody: goroutines that the standard library starts
/// once per process and offers no way to stop.
[[nodiscard]] std::span<const AllowEntry> builtin_allow();

/// The first entry that matches, the built-in ones before the user's, or null.
[[nodiscard]] const AllowEntry* find_allow(const Goroutine& goroutine,
                                           const std::vector<AllowEntry>& user);

} // namespace leakgate::rules
