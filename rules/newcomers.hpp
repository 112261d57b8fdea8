#pragma once

#include "rules/cluster.hpp"
#include "rules/rounds.hpp"
#include "rules/source_names.hpp"

#include <cstddef>
#include <set>
#include <string_view>
#include <tuple>
#include <vector>

namespace leakgate::rules {

/// The top-level tests that left goroutines of the cluster behind. Views into names, which
/// live as long as the program.
[[nodiscard]] std::set<std::string_view> top_level_tests(const Cluster& cluster);

/// What only the repetition left behind, in its later rounds. A goroutine that waits for
/// one thing in the first round and for another in the next ones is one leak in two
/// clusters: the first looks as if it were started once.
class Newcomers
{
public:
  /// `again` are the clusters of the repetition with their growth; those in `known` were in
  /// the first run too.
  Newcomers(const std::vector<Cluster>& again, const std::vector<RoundGrowth>& growth,
            const std::set<std::size_t>& known, SourceNames& sources);

  /// True when the cluster's `go` statement, or one of its tests, left something else behind
  /// in later rounds.
  [[nodiscard]] bool speak_against(const Cluster& cluster) const;

private:
  using Start = std::tuple<Name, Name, int>;

  static Start start_of(const Cluster& cluster);

  std::set<Start> m_starts;
  std::set<std::string_view> m_tests;
};

} // namespace leakgate::rules
