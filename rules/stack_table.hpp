#pragma once

#include "gate/model/goroutine.hpp"
#include "gate/model/policy.hpp"
#include "rules/source_names.hpp"

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace leakgate::rules {

/// What holds for all goroutines with one stack: a dump of a million has few of them,
/// so each rule looks at a stack once.
struct StackFacts
{
  Wait wait = Wait::unknown;         ///< the same for all Go versions
  std::string_view own_reason;       ///< own_reason(); empty: the user's
  const AllowEntry* allow = nullptr; ///< find_allow()
};

/// Numbers the different stacks (wait, frames, `go` statement) in the order in which
/// they are first seen.
class StackTable
{
public:
  explicit StackTable(const Policy& policy) : m_policy(policy) {}

  /// The number of the goroutine's stack. The table keeps a pointer to the first goroutine
  /// of each.
  [[nodiscard]] std::size_t index_of(const Goroutine& goroutine);
  [[nodiscard]] const StackFacts&
  facts(std::size_t index) const
  {
    return m_facts[index];
  }

private:
  struct Hash
  {
    std::size_t operator()(const Goroutine* goroutine) const noexcept;
  };
  struct Equal
  {
    bool operator()(const Goroutine* a, const Goroutine* b) const noexcept;
  };

  const Policy& m_policy;
  std::unordered_map<const Goroutine*, std::size_t, Hash, Equal> m_index;
  std::vector<StackFacts> m_facts;
};

} // namespace leakgate::rules
