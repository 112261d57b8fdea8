#include "rules/causes/links.hpp"

#include "rules/judging/order.hpp"

#include <algorithm>
#include <numeric>

namespace leakgate::rules {

CauseLinks::CauseLinks(std::vector<Judged>& leaks, const std::vector<Cluster>& clusters,
                       const CauseContext& context)
    : m_leaks(leaks), m_clusters(clusters), m_context(context), m_cause(leaks.size()),
      m_reason(leaks.size()), m_rank(leaks.size())
{
  std::iota(m_cause.begin(), m_cause.end(), 0);
  std::vector<std::size_t> order = m_cause;
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return rules::told_before(m_leaks[a].finding, m_leaks[b].finding);
  });
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    m_rank[order[rank]] = rank;
  }
  if (!context.one_process) {
    return;
  }
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    for (const Goroutine* goroutine : clusters[i].members) {
      if (goroutine->id != 0 && is_reported(i)) {
        m_by_id.emplace(goroutine->id, i);
      }
    }
  }
}

std::vector<std::size_t>
CauseLinks::open() const
{
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < m_cause.size(); ++i) {
    if (m_cause[i] == i && is_reported(i)) {
      out.push_back(i);
    }
  }
  std::ranges::sort(out, {}, [&](std::size_t i) { return m_rank[i]; });
  return out;
}

bool
CauseLinks::is_reported(std::size_t i) const
{
  return m_leaks[i].finding.disposition == Disposition::reported;
}

bool
CauseLinks::link(std::size_t consequence, std::size_t cause, std::string_view reason)
{
  if (m_cause[consequence] != consequence || !is_reported(consequence) || !is_reported(cause) ||
      root_of(cause) == consequence) {
    return false;
  }
  m_cause[consequence] = cause;
  m_reason[consequence] = reason;
  return true;
}

std::size_t
CauseLinks::with_id(std::int64_t id) const
{
  const auto found = m_by_id.find(id);
  return found == m_by_id.end() ? size() : found->second;
}

std::size_t
CauseLinks::root_of(std::size_t i) const
{
  while (m_cause[i] != i) {
    i = m_cause[i];
  }
  return i;
}

namespace {

// What is told of a chain stands below its last cause, which is not `that one`.
std::string
in_a_chain(std::string reason)
{
  constexpr std::string_view k_that = "that one";
  if (const std::size_t at = reason.find(k_that); at != std::string::npos) {
    reason.replace(at, k_that.size(), "one of these");
  }
  return reason;
}

} // namespace

void
CauseLinks::write()
{
  for (std::size_t i = 0; i < m_cause.size(); ++i) {
    if (m_cause[i] != i) {
      const std::size_t root = root_of(i);
      finding(i).caused_by = finding(root).fingerprint;
      finding(i).cause_reason = root == m_cause[i] ? m_reason[i] : in_a_chain(m_reason[i]);
    }
  }
}

std::string_view
entry_of(const Cluster& cluster)
{
  const auto& frames = cluster.face().frames;
  return frames.empty() ? std::string_view() : frames.back().function.view();
}

bool
has_frame(const Cluster& cluster, std::string_view name)
{
  return std::ranges::any_of(cluster.face().frames, [&](const Frame& frame) {
    return frame.function.view().ends_with(name);
  });
}

bool
of_tests_of(const Cluster& cluster, const Cluster& other)
{
  return std::ranges::all_of(cluster.tests, [&](const auto& share) {
    return !share.first.empty() && other.tests.contains(share.first);
  });
}

bool
share_a_test(const Cluster& a, const Cluster& b)
{
  return std::ranges::any_of(a.tests,
                             [&](const auto& share) { return b.tests.contains(share.first); });
}

bool
waits_for_work(Wait wait)
{
  switch (wait) {
  case Wait::chan_receive:
  case Wait::select:
  case Wait::cond:
  case Wait::sleep:
  case Wait::io:
  case Wait::syscall:
  case Wait::running:
  case Wait::runnable: return true;
  default: return false;
  }
}

std::string_view
code_in(std::string_view fix)
{
  constexpr std::string_view k_begin = ".Cleanup(";
  const std::size_t begin = fix.find(k_begin);
  const std::size_t end = std::min(fix.find(") after ", begin), fix.find(") before ", begin));
  return begin == std::string_view::npos || end == std::string_view::npos
             ? std::string_view()
             : fix.substr(begin + k_begin.size(), end - begin - k_begin.size());
}

} // namespace leakgate::rules
