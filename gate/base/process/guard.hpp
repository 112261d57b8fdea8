#pragma once

namespace leakgate {

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
