#pragma once

#include "rules/cluster.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace leakgate::rules {

/// Finds leaks of one process among those of another process of the same build. Refers to
/// the clusters that it was made from.
class Counterparts
{
public:
  explicit Counterparts(const std::vector<Cluster>& clusters);

  /// The indexes of those that share a variant with `cluster`: wait, `go` statement and
  /// stack. Where there is none and one side was caught running, those with the same `go`
  /// statement and entry function.
  [[nodiscard]] std::set<std::size_t> of(const Cluster& cluster) const;

private:
  struct Less
  {
    using Key = std::pair<const Signature*, const Variant*>;
    bool operator()(const Key& a, const Key& b) const;
  };
  struct Started
  {
    std::size_t cluster;
    bool running;
  };
  using Start = std::tuple<Name, Name, int, Name>;

  static Start start_of(const Cluster& cluster);
  [[nodiscard]] std::set<std::size_t> caught_running(const Cluster& cluster) const;

  std::map<Less::Key, std::size_t, Less> m_by_variant;
  std::map<Start, std::vector<Started>> m_by_start;
};

} // namespace leakgate::rules
