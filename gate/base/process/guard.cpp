#include "gate/base/process/group.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace leakgate {

namespace {

// Only async-signal-safe calls, as after any fork. All descriptors but the one are closed: it
// must keep no pipe open that somebody reads to its end.
[[noreturn]] void
wait_for_death(int alive, int group)
{
  ::setsid(); // no signal of the terminal reaches it
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    std::signal(signal, SIG_IGN);
  }
  ::dup2(alive, STDIN_FILENO);
  ::close_range(1, ~0U, 0);
  char word = 0;
  ssize_t got = 0;
  do {
    got = ::read(STDIN_FILENO, &word, 1);
  } while (got < 0 && errno == EINTR);
  if (got == 0) {
    ::kill(-group, SIGKILL);
  }
  ::_exit(0);
}

} // namespace

ProcessGuard::ProcessGuard(int group)
{
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return;
  }
  m_pid = ::fork();
  if (m_pid == 0) {
    ::close(ends[1]);
    wait_for_death(ends[0], group);
  }
  ::close(ends[0]);
  m_alive = ends[1];
}

ProcessGuard::~ProcessGuard()
{
  if (m_alive < 0) {
    return;
  }
  const char word = 'x';
  const ssize_t ignored = ::write(m_alive, &word, 1);
  (void)ignored;
  ::close(m_alive);
  while (m_pid > 0 && ::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
  }
}

} // namespace leakgate
