#pragma once

#include "rules/causes/causes.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace leakgate::rules {

/// The leaks of one package while it is found out which of them follow from which. By index.
class CauseLinks
{
public:
  CauseLinks(std::vector<Judged>& leaks, const std::vector<Cluster>& clusters,
             const CauseContext& context);

  [[nodiscard]] std::size_t
  size() const
  {
    return m_clusters.size();
  }
  [[nodiscard]] const Cluster&
  cluster(std::size_t i) const
  {
    return m_clusters[i];
  }
  [[nodiscard]] Finding&
  finding(std::size_t i) const
  {
    return m_leaks[i].finding;
  }
  [[nodiscard]] const CauseContext&
  context() const
  {
    return m_context;
  }

  /// The reported leaks without a cause so far, the one that would be told first in front.
  [[nodiscard]] std::vector<std::size_t> open() const;
  [[nodiscard]] bool is_reported(std::size_t i) const;
  /// Of two leaks, as findings are ordered.
  [[nodiscard]] bool
  told_before(std::size_t a, std::size_t b) const
  {
    return m_rank[a] < m_rank[b];
  }

  /// Says that `consequence` follows from `cause`, unless it has a cause already, or `cause`
  /// follows from it, or one of them is not reported.
  bool link(std::size_t consequence, std::size_t cause, std::string_view reason);

  /// The leak that has a goroutine of this id; size() where there is none that is reported.
  [[nodiscard]] std::size_t with_id(std::int64_t id) const;

  /// The last cause of its chain so far; itself where there is none.
  [[nodiscard]] std::size_t root_of(std::size_t i) const;

  /// Writes what was found into the findings: the last cause of each chain.
  void write();

private:
  std::vector<Judged>& m_leaks;
  const std::vector<Cluster>& m_clusters;
  const CauseContext& m_context;
  std::vector<std::size_t> m_cause; ///< itself: none
  std::vector<std::string> m_reason;
  std::vector<std::size_t> m_rank; ///< how early it would be told
  std::unordered_map<std::int64_t, std::size_t> m_by_id;
};

/// The function that the goroutines of a cluster were started with; empty where it is not known.
[[nodiscard]] std::string_view entry_of(const Cluster& cluster);

/// True when the stack that shows the cluster has a function that ends with `name`.
[[nodiscard]] bool has_frame(const Cluster& cluster, std::string_view name);

/// True when every goroutine is of a test, and that test left goroutines of `other` too.
[[nodiscard]] bool of_tests_of(const Cluster& cluster, const Cluster& other);

/// True when some test left goroutines of both.
[[nodiscard]] bool share_a_test(const Cluster& a, const Cluster& b);

/// True when both wait at one line for the same thing, as far as stacks tell.
[[nodiscard]] bool wait_at_one_line(const CauseLinks& links, std::size_t a, std::size_t b);

/// The call that a fix writes down: `func() { _ = c.Close() }`; empty: it has no code.
[[nodiscard]] std::string_view code_in(std::string_view fix);

/// True for what waits to be told what to do next, or to end: a service that is not shut down.
/// False for what is stuck in the middle of its work, which is a fault of its own.
[[nodiscard]] bool waits_for_work(Wait wait);

/// One file for each kind of cause; in the order in which they are asked.
void link_deadlocks(CauseLinks& links);
void link_connections(CauseLinks& links);
void link_waiters(CauseLinks& links);
void link_workers(CauseLinks& links);
void link_receivers(CauseLinks& links);
void link_databases(CauseLinks& links);
void link_watchers(CauseLinks& links);
void link_blocked_lines(CauseLinks& links);
void link_calls(CauseLinks& links);
void link_same_ends(CauseLinks& links);
void link_same_closers(CauseLinks& links);

} // namespace leakgate::rules
