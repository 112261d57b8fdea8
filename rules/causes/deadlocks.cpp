#include "gate/base/text.hpp"
#include "rules/causes/held_locks.hpp"
#include "rules/causes/links.hpp"
#include "rules/matching/pattern_book.hpp"
#include "rules/matching/policy_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace leakgate::rules {

namespace {

struct Edge
{
  std::size_t to = 0;
  bool lock = false; ///< for a lock that `to` holds; else for what `to` would do
};

// Which goroutines wait for which: the cycles of this graph are deadlocks.
class WaitGraph
{
public:
  explicit WaitGraph(CauseLinks& links)
      : m_links(links), m_needs(links.size()), m_edges(links.size())
  {
    for (const std::size_t i : links.open()) {
      const Cluster& cluster = links.cluster(i);
      if (is_blocked(cluster.wait) && cluster.wait != Wait::cond) { // which gives back its lock
        m_needs[i] = needs_of(cluster.face(), cluster.wait, links.context());
        m_nodes.push_back(i);
      }
    }
    connect();
  }

  void
  link()
  {
    find_cycles();
    for (const std::vector<std::size_t>& cycle : m_cycles) {
      tell(cycle);
    }
    for (const std::size_t i : m_nodes) {
      for (const Edge& edge : m_edges[i]) {
        if (edge.lock && edge.to != i) {
          m_links.link(
              i, edge.to,
              fmt::format("it waits for {}, which that one holds", m_needs[i].locks.front().shown));
        }
      }
    }
  }

private:
  void
  connect()
  {
    std::map<std::string, std::vector<std::size_t>> holders;
    std::map<std::string, std::vector<std::size_t>> offers;
    for (const std::size_t i : m_nodes) {
      for (const Named& lock : m_needs[i].holds) {
        holders[lock.key].push_back(i);
      }
      for (const Named& end : m_needs[i].offers) {
        offers[end.key].push_back(i);
      }
    }
    for (const std::size_t i : m_nodes) {
      for (const Named& lock : m_needs[i].locks) {
        add_edges(i, holders[lock.key], true);
      }
      for (const Named& end : m_needs[i].ends) {
        add_edges(i, offers[end.key], false);
      }
    }
  }

  void
  add_edges(std::size_t from, const std::vector<std::size_t>& to, bool lock)
  {
    for (const std::size_t each : to) {
      const bool known = std::ranges::any_of(
          m_edges[from], [&](const Edge& edge) { return edge.to == each && edge.lock == lock; });
      if (!known && may_wait_for(from, each, lock)) {
        m_edges[from].push_back({each, lock});
      }
    }
  }

  [[nodiscard]] bool
  may_wait_for(std::size_t from, std::size_t to, bool lock) const
  {
    if (from != to) {
      return share_a_test(m_links.cluster(from), m_links.cluster(to));
    }
    // One goroutine by itself only where it locks the very same thing twice; of two objects of a
    // type each may hold what the other wants.
    return lock && (locks_twice(from) || m_links.cluster(from).count > 1);
  }

  [[nodiscard]] bool
  locks_twice(std::size_t i) const
  {
    const Named& wanted = m_needs[i].locks.front();
    return std::ranges::any_of(m_needs[i].holds, [&](const Named& held) {
      return held.key == wanted.key && held.shown == wanted.shown;
    });
  }

  // Tarjan's strongly connected components.
  void
  find_cycles()
  {
    m_index.assign(m_links.size(), 0);
    m_low.assign(m_links.size(), 0);
    m_on_stack.assign(m_links.size(), false);
    for (const std::size_t i : m_nodes) {
      if (m_index[i] == 0) {
        visit(i);
      }
    }
  }

  void
  visit(std::size_t i)
  {
    m_index[i] = m_low[i] = ++m_next;
    m_stack.push_back(i);
    m_on_stack[i] = true;
    for (const Edge& edge : m_edges[i]) {
      if (m_index[edge.to] == 0) {
        visit(edge.to);
        m_low[i] = std::min(m_low[i], m_low[edge.to]);
      } else if (m_on_stack[edge.to]) {
        m_low[i] = std::min(m_low[i], m_index[edge.to]);
      }
    }
    if (m_low[i] == m_index[i]) {
      std::vector<std::size_t> component;
      do {
        component.push_back(m_stack.back());
        m_on_stack[m_stack.back()] = false;
        m_stack.pop_back();
      } while (component.back() != i);
      if (is_deadlock(component)) {
        m_cycles.push_back(std::move(component));
      }
    }
  }

  // Goroutines that only wait for one another's values are as often a service at rest.
  [[nodiscard]] bool
  is_deadlock(const std::vector<std::size_t>& component) const
  {
    return std::ranges::any_of(component, [&](std::size_t i) {
      return std::ranges::any_of(m_edges[i], [&](const Edge& edge) {
        return edge.lock && std::ranges::find(component, edge.to) != component.end();
      });
    });
  }

  void
  tell(std::vector<std::size_t> cycle)
  {
    // In front one that keeps a lock for something else than a lock: there it is mended.
    std::ranges::sort(cycle, {}, [&](std::size_t i) {
      return std::pair(m_needs[i].holds.empty() || !m_needs[i].locks.empty(),
                       std::ranges::find(m_nodes, i));
    });
    for (const std::size_t i : cycle) {
      Finding& finding = m_links.finding(i);
      finding.deadlock = true;
      finding.wants = wanted(m_needs[i]);
      for (const Named& held : m_needs[i].holds) {
        finding.holds.push_back({held.shown, held.at});
      }
    }
    for (std::size_t i = 1; i < cycle.size(); ++i) {
      m_links.link(cycle[i], cycle.front(), "part of the same deadlock");
    }
    lead(m_links.finding(cycle.front()), cycle);
  }

  static std::string
  wanted(const Needs& needs)
  {
    if (!needs.locks.empty()) {
      return needs.locks.front().shown;
    }
    if (needs.ends.empty()) {
      return {};
    }
    const Named& end = needs.ends.front();
    return (end.key.ends_with("?send")      ? "a receiver of "
            : end.key.ends_with("?receive") ? "a value from "
                                            : "the end of ") +
           end.shown;
  }

  // The words of a pattern of the user's stay.
  void
  lead(Finding& finding, const std::vector<std::size_t>& cycle) const
  {
    const bool twice = cycle.size() == 1 && locks_twice(cycle.front());
    finding.message =
        twice ? fmt::format("deadlock: a goroutine locks {} and holds it already", finding.wants)
        : cycle.size() == 1
            ? fmt::format("deadlock: {} goroutines wait for one another", finding.count)
            : fmt::format("deadlock: goroutines at {} places wait for one another", cycle.size());
    const RuleInfo* rule = policy_rule("deadlock");
    if (rule != nullptr && find_pattern(builtin_patterns(), finding.rule) != nullptr) {
      finding.rule_reason =
          fmt::format("{}; it holds {} meanwhile", finding.rule_reason, held_names(finding));
      finding.rule = rule->id;
      finding.why = rule->why;
      finding.fix = rule->fix;
    }
  }

  static std::string
  held_names(const Finding& finding)
  {
    std::vector<std::string> names;
    for (const HeldLock& lock : finding.holds) {
      names.push_back(lock.name);
    }
    return names.empty() ? "no lock" : text::join(names, ", ");
  }

  CauseLinks& m_links;
  std::vector<Needs> m_needs;
  std::vector<std::vector<Edge>> m_edges;
  std::vector<std::size_t> m_nodes;
  std::vector<std::vector<std::size_t>> m_cycles;
  std::vector<std::size_t> m_index;
  std::vector<std::size_t> m_low;
  std::vector<bool> m_on_stack;
  std::vector<std::size_t> m_stack;
  std::size_t m_next = 0;
};

} // namespace

// Without somebody who waits for a lock there is nothing to look for in the sources.
void
link_deadlocks(CauseLinks& links)
{
  const auto waits_for_lock = [&](std::size_t i) {
    const Wait wait = links.cluster(i).wait;
    return wait == Wait::mutex || wait == Wait::rwmutex_read || wait == Wait::rwmutex_write;
  };
  const std::vector<std::size_t> open = links.open();
  if (links.context().source_line && std::ranges::any_of(open, waits_for_lock)) {
    WaitGraph(links).link();
  }
}

} // namespace leakgate::rules
