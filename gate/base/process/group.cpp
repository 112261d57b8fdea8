#include "gate/base/process/group.hpp"

#include "gate/base/process/command.hpp"

#include <poll.h>

#include <csignal>
#include <utility>

namespace leakgate {

namespace {

constexpr std::chrono::seconds k_patience{3};

} // namespace

const std::array<int, 3> GroupEnder::k_signals = {SIGINT, SIGTERM, SIGKILL};

GroupEnder::GroupEnder(int group, std::chrono::milliseconds limit, bool outlasts)
    : m_group(group), m_outlasts(outlasts)
{
  if (limit.count() > 0) {
    m_deadline = Clock::now() + limit;
  }
}

bool
GroupEnder::interrupted() const
{
  return !m_outlasts && interrupt_requested();
}

void
GroupEnder::step()
{
  const bool time_is_up = m_deadline && Clock::now() >= *m_deadline;
  if ((!interrupted() && !time_is_up) || m_step == k_signals.size() || Clock::now() < m_next) {
    return;
  }
  m_timed_out = m_timed_out || !interrupted();
  // Go programs answer SIGQUIT with where all their goroutines are: that is asked for first.
  const bool quit = quit_requested() && !std::exchange(m_quit_sent, quit_requested());
  ::kill(-m_group, quit ? SIGQUIT : k_signals[m_step++]);
  m_next = Clock::now() + k_patience;
}

// The leader ends first when a group is interrupted; what it has started may need a
// moment longer, or may ignore the signal.
void
GroupEnder::finish(bool abandoned) const
{
  if (!interrupted() && !m_timed_out && !abandoned) {
    return;
  }
  if (abandoned) { // nobody is left to tell the others
    ::kill(-m_group, SIGTERM);
  }
  const Clock::time_point deadline = Clock::now() + k_patience;
  while (::kill(-m_group, 0) == 0 && Clock::now() < deadline) {
    ::poll(nullptr, 0, 20);
  }
  ::kill(-m_group, SIGKILL);
}

} // namespace leakgate
