#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>

namespace leakgate {

/// Ends a process group, step by step, when the user interrupts or when its time is up:
/// SIGINT (before it SIGQUIT, if the user sent that), after three seconds SIGTERM, after another
/// three SIGKILL.
class GroupEnder
{
public:
  /// `limit` counts from now; 0: none. One that `outlasts` an interrupt ends by its limit alone.
  GroupEnder(int group, std::chrono::milliseconds limit, bool outlasts);

  /// Sends the next signal if there is a reason to and its moment has come. To be called
  /// every few milliseconds while the group runs.
  void step();

  /// True once a signal was sent because the time was up.
  [[nodiscard]] bool
  timed_out() const
  {
    return m_timed_out;
  }

  /// To be called when the leader has ended: where a signal was sent, or what is left is
  /// `abandoned`, waits for the rest of the group, three seconds at most, and kills what is left.
  void finish(bool abandoned) const;

private:
  using Clock = std::chrono::steady_clock;
  static const std::array<int, 3> k_signals;

  [[nodiscard]] bool interrupted() const;

  int m_group;
  bool m_outlasts;
  std::optional<Clock::time_point> m_deadline;
  Clock::time_point m_next;
  std::size_t m_step = 0;
  bool m_timed_out = false;
  bool m_quit_sent = false;
};

/// Lets a process group die with us, however we end: a small process of its own waits for our
/// death and kills the group then. Without it a SIGKILL would leave `go test` and all that it
/// has started running.
class ProcessGuard
{
public:
  /// Where it cannot be started the group lives on without it.
  explicit ProcessGuard(int group);
  /// The group has ended by itself: nobody is killed.
  ~ProcessGuard();
  ProcessGuard(const ProcessGuard&) = delete;
  ProcessGuard& operator=(const ProcessGuard&) = delete;

private:
  int m_pid = -1;
  int m_alive = -1; ///< the end that is closed when we die
};

} // namespace leakgate
