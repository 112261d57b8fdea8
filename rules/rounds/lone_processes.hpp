#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/goroutine.hpp"
#include "gate/model/source_line.hpp"
#include "rules/clusters/cluster.hpp"
#include "rules/names/source_names.hpp"

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
                const SourceLine& source_line);

  /// What was learned of the goroutines of a cluster that the test left.
  struct Answer
  {
    bool once = false; ///< there once a process, whoever starts it
    std::string note;  ///< why so, or why it is not known
  };
  [[nodiscard]] Answer ask(std::size_t cluster, std::string_view test) const;

  /// Whether a sync.Once of a package starts what the test left of the cluster, as the source says.
  [[nodiscard]] bool starts_once(std::size_t cluster, const Name& test) const;

private:
  // What each set of tests left of each cluster; the least where it ran more than once.
  std::map<std::set<std::string>, std::vector<std::int64_t>> m_left;
  const std::vector<Cluster>& m_clusters;
  SourceNames& m_sources;
  const SourceLine& m_source_line;
};

/// What a note says of that.
inline constexpr std::string_view k_started_by_once = "a sync.Once of the package starts it";

/// Whether the goroutine was started inside of a sync.Once that is a variable of a package, or
/// inside of what sync.OnceFunc and the like made for such a variable: so once a process. By
/// its ancestors and the source; false where these do not tell.
[[nodiscard]] bool started_by_package_once(const Goroutine& goroutine, SourceNames& sources,
                                           const SourceLine& source_line);

} // namespace leakgate::rules
