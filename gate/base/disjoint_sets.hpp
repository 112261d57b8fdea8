#pragma once

#include <cstddef>
#include <numeric>
#include <vector>

namespace leakgate {

/// Disjoint sets of the numbers from 0 on (union-find with path halving). At first each
/// number is a set of its own.
class DisjointSets
{
public:
  explicit DisjointSets(std::size_t size) : m_parent(size)
  {
    std::iota(m_parent.begin(), m_parent.end(), 0);
  }

  /// The number that stands for the set of `each`: the smallest in it.
  [[nodiscard]] std::size_t
  find(std::size_t each)
  {
    while (m_parent[each] != each) {
      m_parent[each] = m_parent[m_parent[each]];
      each = m_parent[each];
    }
    return each;
  }

  void
  join(std::size_t a, std::size_t b)
  {
    a = find(a);
    b = find(b);
    (a < b ? m_parent[b] : m_parent[a]) = a < b ? a : b;
  }

private:
  std::vector<std::size_t> m_parent;
};

} // namespace leakgate
