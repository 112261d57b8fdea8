#include "rules/causes/causes.hpp"

#include "rules/causes/links.hpp"

namespace leakgate::rules {

// What ids and stacks prove comes before what tests and lines tell, and the first cause that is
// found stays: see the table in README.md.
void
link_causes(std::vector<Judged>& leaks, const std::vector<Cluster>& clusters,
            const CauseContext& context)
{
  if (leaks.size() < 2 && context.source_line == nullptr) {
    return;
  }
  CauseLinks links(leaks, clusters, context);
  link_deadlocks(links);
  link_connections(links);
  link_waiters(links);
  link_workers(links);
  link_receivers(links);
  link_databases(links);
  link_watchers(links);
  link_calls(links);
  link_same_ends(links);
  link_same_closers(links);
  link_blocked_lines(links);
  links.write();
}

} // namespace leakgate::rules
