#include "tests/e2e/child.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace leakgate::e2e {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

std::vector<char*>
pointers(const std::vector<std::string>& words)
{
  std::vector<char*> result;
  for (const std::string& word : words) {
    result.push_back(const_cast<char*>(word.c_str()));
  }
  result.push_back(nullptr);
  return result;
}

[[noreturn]] void
become(const Start& start, const std::string& out, const std::string& err)
{
  ::setpgid(0, 0);
  const int in = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const int out_fd = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const int err_fd = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  ::dup2(in, 0);
  ::dup2(out_fd, 1);
  ::dup2(err_fd, 2);
  // What this process has inherited, from ctest or a shell, is nothing of the child's.
  static_cast<void>(::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC));
  if (!start.directory.empty() && ::chdir(start.directory.c_str()) != 0) {
    ::_exit(127);
  }
  for (const auto& [name, value] : start.environment) {
    if (value.empty()) {
      ::unsetenv(name.c_str());
    } else {
      ::setenv(name.c_str(), value.c_str(), 1);
    }
  }
  std::vector<char*> argv = pointers(start.argv);
  ::execvp(argv[0], argv.data());
  ::_exit(127);
}

/// Waits for the child, with the interrupt and the limit of `start`; true when killed.
bool
wait_for(pid_t pid, const Start& start, int& status)
{
  const auto deadline = Clock::now() + start.limit;
  bool interrupted = start.interrupt_when.empty();
  while (::waitpid(pid, &status, WNOHANG) == 0) {
    if (!interrupted && fs::exists(start.interrupt_when)) {
      interrupted = true;
      ::kill(pid, start.signal);
    }
    if (Clock::now() > deadline) {
      ::kill(-pid, SIGKILL);
      ::waitpid(pid, &status, 0);
      return true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

} // namespace

std::string
slurp(const fs::path& path)
{
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    throw std::runtime_error(path.string() + ": cannot be read");
  }
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

Ended
run(const Start& start)
{
  const Scratch files("child");
  const std::string out = files.path() / "out";
  const std::string err = files.path() / "err";
  const pid_t pid = ::fork();
  if (pid < 0) {
    throw std::runtime_error("fork failed");
  }
  if (pid == 0) {
    become(start, out, err);
  }
  Ended ended;
  int status = 0;
  ended.timed_out = wait_for(pid, start, status);
  ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ended.out = slurp(out);
  ended.err = slurp(err);
  return ended;
}

void
write_text(const fs::path& path, const std::string& text)
{
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

Scratch::Scratch(const std::string& name)
{
  std::string pattern = (fs::temp_directory_path() / "leakgate-e2e-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw std::runtime_error(pattern + ": cannot be made");
  }
  // Links on the way (a symbolic /tmp) would make Go print other paths than we expect.
  m_root = fs::canonical(pattern);
  m_path = m_root / name;
  fs::create_directories(m_path);
}

Scratch::~Scratch()
{
  if (m_keep) {
    std::cerr << "kept for inspection: " << m_path.string() << "\n";
    return;
  }
  std::error_code ignored;
  fs::remove_all(m_root, ignored);
}

} // namespace leakgate::e2e
