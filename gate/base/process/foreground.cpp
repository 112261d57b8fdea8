#include "gate/base/process/foreground.hpp"

#include <fmt/core.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <thread>

namespace leakgate {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds k_look{20};
constexpr std::chrono::seconds k_patience{3};

std::vector<char*>
pointers(const std::vector<std::string>& words)
{
  std::vector<char*> out;
  for (const std::string& word : words) {
    out.push_back(const_cast<char*>(word.c_str())); // NOLINT: exec does not write to them
  }
  out.push_back(nullptr);
  return out;
}

// What we ignore or catch is not ignored in a program that takes our place.
void
reset_signals()
{
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXFSZ}) {
    std::signal(signal, SIG_DFL);
  }
}

std::string
cannot_start(const std::string& program, int error)
{
  return fmt::format("{}: cannot be started, got \"{}\"", program,
                     std::generic_category().message(error));
}

// Waits for the child, and tells it what we were told.
int
wait_for(pid_t child)
{
  int status = 0;
  bool told = false;
  Clock::time_point asked;
  for (;;) {
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child || (ended < 0 && errno != EINTR)) {
      return status;
    }
    if (interrupt_requested() && asked == Clock::time_point()) {
      asked = Clock::now();
    }
    const bool from_terminal = interrupt_signal() == SIGINT || interrupt_signal() == SIGQUIT;
    if (!told && asked != Clock::time_point() &&
        (!from_terminal || Clock::now() > asked + k_patience)) {
      told = true;
      ::kill(child, from_terminal ? SIGTERM : interrupt_signal());
    }
    std::this_thread::sleep_for(k_look);
  }
}

} // namespace

Result<ExitStatus>
run_in_foreground(const Command& command)
{
  const std::vector<char*> argv = pointers(command.argv);
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    return failure(cannot_start(command.argv.front(), errno));
  }
  const pid_t child = ::fork();
  if (child == 0) {
    reset_signals();
    change_environment(command.environment);
    ::execvp(argv[0], argv.data());
    const int error = errno;
    const ssize_t ignored = ::write(ends[1], &error, sizeof error);
    (void)ignored;
    ::_exit(127);
  }
  ::close(ends[1]);
  int error = child < 0 ? errno : 0;
  if (child > 0 && ::read(ends[0], &error, sizeof error) != sizeof error) {
    error = 0;
  }
  ::close(ends[0]);
  if (error != 0) {
    ::waitpid(child, nullptr, 0);
    return failure(cannot_start(command.argv.front(), error));
  }
  const int status = wait_for(child);
  return WIFSIGNALED(status) ? ExitStatus{128 + WTERMSIG(status), WTERMSIG(status), false}
                             : ExitStatus{WEXITSTATUS(status), 0, false};
}

std::string
become_program(const std::string& path, const std::vector<std::string>& argv)
{
  const std::vector<char*> words = pointers(argv);
  reset_signals();
  ::execv(path.c_str(), words.data());
  return cannot_start(path, errno);
}

void
change_environment(const std::vector<Command::Variable>& changes)
{
  for (const Command::Variable& each : changes) {
    if (each.value) {
      ::setenv(each.name.c_str(), each.value->c_str(), 1);
    } else {
      ::unsetenv(each.name.c_str());
    }
  }
}

} // namespace leakgate
