#pragma once

#include "gate/base/hash.hpp"
#include "gate/model/goroutine.hpp"
#include "rules/matching/allow_list.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace leakgate::rules {

/// What holds for all goroutines with one stack: a dump of a million has few of them,
/// so each rule looks at a stack once.
struct StackFacts
{
  Wait wait = Wait::unknown;       ///< the same for all Go versions
  std::string_view runtime_reason; ///< runtime_reason(); empty: the user's
};

/// Numbers the different stacks (wait, frames, `go` statement) of one package in the order
/// in which they are first seen. Refers to the allow list.
class StackTable
{
public:
  explicit StackTable(const AllowList& allow) : m_allow(allow) {}

  /// The number of the goroutine's stack. The table keeps a pointer to the first goroutine
  /// of each.
  [[nodiscard]] std::size_t index_of(const Goroutine& goroutine);
  [[nodiscard]] const StackFacts&
  facts(std::size_t stack) const
  {
    return m_stacks[stack].facts;
  }

  /// The first allow entry for a goroutine with this stack that `test` left behind, or
  /// null. Each stack is compared with the entries once, and once more per test where an
  /// entry names tests.
  [[nodiscard]] const AllowEntry* allow_of(std::size_t stack, std::string_view test);

private:
  struct Hash
  {
    std::size_t operator()(const Goroutine* goroutine) const noexcept;
  };
  struct Equal
  {
    bool operator()(const Goroutine* a, const Goroutine* b) const noexcept;
  };
  struct TextHash
  {
    using is_transparent = void;
    std::size_t
    operator()(std::string_view text) const noexcept
    {
      return hash_bytes(text, hash_seed());
    }
  };
  struct Stack
  {
    StackFacts facts;
    std::vector<std::size_t> candidates; ///< AllowList::candidates
    std::unordered_map<std::string, const AllowEntry*, TextHash, std::equal_to<>> by_test;
  };

  const AllowList& m_allow;
  std::unordered_map<const Goroutine*, std::size_t, Hash, Equal> m_index;
  std::vector<Stack> m_stacks;
};

} // namespace leakgate::rules
