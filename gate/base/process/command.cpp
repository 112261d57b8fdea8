#include "gate/base/process/command.hpp"

#include "gate/base/file.hpp"
#include "gate/base/process/group.hpp"
#include "gate/base/process/pipes.hpp"

#include <fmt/core.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <system_error>

extern char** environ; // NOLINT: POSIX names it so

namespace leakgate {

namespace {

using Clock = std::chrono::steady_clock;

std::atomic<bool> g_interrupted = false;
std::atomic<int> g_signal = 0;
std::atomic<bool> g_quit = false;
std::atomic<bool> g_ends = false;

constexpr std::array<int, 4> k_interrupts = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
constexpr int k_interrupted_code = 130;

void
note_interrupt(int signal)
{
  if (g_ends) {
    remove_unfinished_file();
    ::_exit(k_interrupted_code);
  }
  g_quit = g_quit || signal == SIGQUIT;
  g_signal = signal;
  g_interrupted = true;
}

// How often a running child is looked at for an interrupt and for its end.
constexpr int k_poll_ms = 50;

std::vector<std::string>
merged_environment(const std::vector<Command::Variable>& changes)
{
  std::vector<std::string> merged;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::string_view name = text.substr(0, text.find('='));
    bool changed = false;
    for (const Command::Variable& change : changes) {
      changed = changed || change.name == name;
    }
    if (!changed) {
      merged.emplace_back(text);
    }
  }
  for (const Command::Variable& change : changes) {
    if (change.value) {
      merged.push_back(change.name + "=" + *change.value);
    }
  }
  return merged;
}

std::vector<char*>
pointers(std::vector<std::string>& strings)
{
  std::vector<char*> result;
  result.reserve(strings.size() + 1);
  for (std::string& text : strings) {
    result.push_back(text.data());
  }
  result.push_back(nullptr);
  return result;
}

// Only async-signal-safe calls between fork and exec. The command starts once its guard stands:
// a gate that is killed in between would leave a suite that nobody ends.
[[noreturn]] void
become(Pipes& pipes, const char* directory, char** argv, char** environment)
{
  ::setpgid(0, 0);
  Pipes::close(pipes.go.write);
  char word = 0;
  if (!read_whole(pipes.go.read, &word, 1)) {
    ::_exit(127);
  }
  for (const int signal : k_interrupts) {
    std::signal(signal, SIG_DFL);
  }
  // An ignored signal would stay ignored across exec.
  std::signal(SIGPIPE, SIG_DFL);
  std::signal(SIGXFSZ, SIG_DFL);
  const int nowhere = ::open("/dev/null", O_RDONLY);
  ::dup2(nowhere, STDIN_FILENO);
  if (nowhere > STDERR_FILENO) {
    ::close(nowhere); // tests would find it among their descriptors
  }
  ::dup2(pipes.out.write, STDOUT_FILENO);
  ::dup2(pipes.err.write, STDERR_FILENO);
  if (*directory == '\0' || ::chdir(directory) == 0) {
    ::execvpe(argv[0], argv, environment);
  }
  const int error = errno;
  const ssize_t ignored = ::write(pipes.start.write, &error, sizeof error);
  (void)ignored;
  ::_exit(127);
}

// Reads what is there; false once the other side has closed.
bool
drain(int end, std::vector<char>& buffer, const OutputSink& sink)
{
  const ssize_t got = ::read(end, buffer.data(), buffer.size());
  if (got > 0) {
    sink(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
  }
  return got > 0 || (got < 0 && errno == EINTR);
}

// A grandchild that outlives the child may hold the pipes open, and even write, for
// ever: once the child is gone, what is in the pipes is read, for a second at most.
int
pump(Pipes& pipes, pid_t child, GroupEnder& ender, const OutputSink& on_stdout,
     const OutputSink& on_stderr)
{
  int status = 0;
  bool gone = false;
  Clock::time_point last_call;
  std::vector<char> buffer(1 << 16); // the stack may be small (ulimit -s)
  while (pipes.out.read >= 0 || pipes.err.read >= 0) {
    std::array<pollfd, 2> ends = {pollfd{pipes.out.read, POLLIN, 0},
                                  pollfd{pipes.err.read, POLLIN, 0}};
    const int ready = ::poll(ends.data(), ends.size(), gone ? 0 : k_poll_ms);
    if (ready > 0 && ends[0].revents != 0 && !drain(pipes.out.read, buffer, on_stdout)) {
      Pipes::close(pipes.out.read);
    }
    if (ready > 0 && ends[1].revents != 0 && !drain(pipes.err.read, buffer, on_stderr)) {
      Pipes::close(pipes.err.read);
    }
    ender.step();
    if (gone && (ready == 0 || Clock::now() > last_call)) {
      return status;
    }
    if (!gone && ::waitpid(child, &status, WNOHANG) == child) {
      gone = true;
      last_call = Clock::now() + std::chrono::seconds(1);
    }
  }
  while (!gone) {
    gone = ::waitpid(child, &status, WNOHANG) == child;
    ender.step();
    if (!gone) {
      ::poll(nullptr, 0, 1);
    }
  }
  return status;
}

ExitStatus
exit_status(int status, bool timed_out)
{
  if (WIFSIGNALED(status)) {
    return {128 + WTERMSIG(status), WTERMSIG(status), timed_out};
  }
  return {WEXITSTATUS(status), 0, timed_out};
}

tl::unexpected<std::string>
cannot_start(const Command& command, int error)
{
  return failure(fmt::format("{}: cannot be started, got \"{}\"", command.argv.front(),
                             std::generic_category().message(error)));
}

} // namespace

Result<ExitStatus>
run_process(const Command& command, const OutputSink& on_stdout, const OutputSink& on_stderr)
{
  std::vector<std::string> arguments = command.argv;
  std::vector<std::string> variables = merged_environment(command.environment);
  const std::vector<char*> argv = pointers(arguments);
  const std::vector<char*> environment = pointers(variables);
  Pipes pipes;
  if (!pipes.open()) {
    return cannot_start(command, errno);
  }
  const pid_t child = ::fork();
  if (child < 0) {
    return cannot_start(command, errno);
  }
  if (child == 0) {
    become(pipes, command.directory.c_str(), const_cast<char**>(argv.data()),
           const_cast<char**>(environment.data()));
  }
  // Also set here, so that a signal sent right away finds the group.
  ::setpgid(child, child);
  Pipes::close(pipes.out.write);
  Pipes::close(pipes.err.write);
  Pipes::close(pipes.start.write);
  const ProcessGuard guard(child);
  const ssize_t told = ::write(pipes.go.write, "x", 1);
  (void)told;
  if (int error = 0; read_whole(pipes.start.read, &error, sizeof error)) {
    ::waitpid(child, nullptr, 0);
    return cannot_start(command, error);
  }
  GroupEnder ender(child, command.time_limit, command.outlasts_interrupt);
  const int status = pump(pipes, child, ender, on_stdout, on_stderr);
  ender.finish(WIFSIGNALED(status) || (command.ends_leftovers && command.ends_leftovers()));
  return exit_status(status, ender.timed_out());
}

Result<CapturedOutput>
capture_process(const Command& command, const ProcessRunner& run)
{
  CapturedOutput captured;
  const auto status = run(
      command, [&](std::string_view piece) { captured.out += piece; },
      [&](std::string_view piece) { captured.err += piece; });
  if (!status) {
    return tl::unexpected(status.error());
  }
  captured.status = *status;
  return captured;
}

void
watch_interrupts()
{
  struct sigaction action = {};
  action.sa_handler = note_interrupt;
  for (const int signal : k_interrupts) {
    ::sigaction(signal, &action, nullptr);
  }
  // A write that fails is told, with what to do; a signal would end us without a word.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

void
end_on_interrupt()
{
  g_ends = true;
}

bool
quit_requested()
{
  return g_quit;
}

std::string
signal_name(int signal)
{
  const char* const name = ::sigabbrev_np(signal);
  return name == nullptr ? fmt::format("signal {}", signal) : fmt::format("SIG{}", name);
}

int
interrupt_signal()
{
  return g_signal;
}

bool
interrupt_requested()
{
  return g_interrupted;
}

} // namespace leakgate
