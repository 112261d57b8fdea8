#pragma once

#include "gate/model/goroutine.hpp"
#include "gate/model/policy.hpp"
#include "gate/model/source_roots.hpp"
#include "rules/matching/matcher.hpp"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace leakgate::rules {

/// The entries that hold for everybody: goroutines that the standard library starts
/// once per process and offers no way to stop.
[[nodiscard]] std::span<const AllowEntry> builtin_allow();

/// Whether the last day of the entry lies before Policy::today.
[[nodiscard]] bool has_expired(const AllowEntry& entry, const Policy& policy);

/// The allow entries that can hold in one package, the built-in ones before the user's:
/// without those that have expired or are about other packages. An entry that asks for the
/// source or a number of goroutines is left out too: an exception has no such fields.
/// Refers to `policy` and `roots`; its answers point into the policy.
class AllowList
{
public:
  /// With `heap` the entries about memory that grows, else those about goroutines.
  AllowList(const Policy& policy, const SourceRoots& roots, std::string_view import_path,
            bool heap = false);

  /// The entries whose conditions on the stack hold, by number, up to and with the first
  /// that asks for nothing else. `wait` is that of StackFacts.
  [[nodiscard]] std::vector<std::size_t> candidates(const Goroutine& goroutine, Wait wait) const;

  /// The first of `candidates` that holds for a goroutine of `test` (full name, empty: of
  /// none), or null.
  [[nodiscard]] const AllowEntry* first_for(std::span<const std::size_t> candidates,
                                            std::string_view test) const;

private:
  struct Entry
  {
    const AllowEntry* entry;
    Matcher matcher;
  };

  std::vector<Entry> m_entries;
};

} // namespace leakgate::rules
