#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/goroutine.hpp"
#include "gate/model/source_line.hpp"
#include "rules/clusters/cluster.hpp"
#include "rules/names/source_names.hpp"
#include "rules/rounds/once_line.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

/// What processes of their own show of tests that cannot run twice in one process: each such
/// test alone, and the tests of the package without them.
class LoneProcesses
{
public:
  LoneProcesses(const Confirmation& confirmation, std::string_view import_path,
                const std::vector<Cluster>& clusters, SourceNames& sources,
                const SourceLine& source_line, const StartedOnce& started_once);

  /// What was learned of the goroutines of a cluster that the test left.
  struct Answer
  {
    bool once = false; ///< there once a process, whoever starts it
    std::string note;  ///< why so, or why it is not known
  };
  [[nodiscard]] Answer ask(std::size_t cluster, std::string_view test) const;

private:
  // What each set of tests left of each cluster; the least where it ran more than once.
  std::map<std::set<std::string>, std::vector<std::int64_t>> m_left;
  const std::vector<Cluster>& m_clusters;
  const StartedOnce& m_started_once;
};

} // namespace leakgate::rules
