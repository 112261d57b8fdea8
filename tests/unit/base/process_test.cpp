#include "gate/base/file.hpp"
#include "gate/base/process/command.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <sstream>

using namespace leakgate;

TEST_CASE("capture_process: keeps the two outputs and the exit code apart")
{
  const auto result = capture_process({{"sh", "-c", "echo out; echo err >&2; exit 7"}, "", {}});
  REQUIRE(result);
  CHECK(result->out == "out\n");
  CHECK(result->err == "err\n");
  CHECK(result->status.code == 7);
}

TEST_CASE("capture_process: more output than a pipe holds, on both sides at once")
{
  const auto result = capture_process(
      {{"sh", "-c", "head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2"}, "", {}});
  REQUIRE(result);
  CHECK(result->out.size() == 3000000);
  CHECK(result->err.size() == 3000000);
}

TEST_CASE("capture_process: sets and removes variables, and runs in the folder")
{
  ::setenv("LEAKGATE_TEST_GONE", "1", 1);
  const Command command{{"sh", "-c", "echo $A ${LEAKGATE_TEST_GONE-unset}; pwd"},
                        "/",
                        {{"A", "b c"}, {"LEAKGATE_TEST_GONE", std::nullopt}}};
  CHECK(capture_process(command)->out == "b c unset\n/\n");
}

TEST_CASE("capture_process: a signal is told apart from an exit code")
{
  const auto result = capture_process({{"sh", "-c", "kill -9 $$"}, "", {}});
  REQUIRE(result);
  CHECK(result->status.signal == 9);
  CHECK(result->status.code == 137);
}

TEST_CASE("capture_process: a program that is not there is an error")
{
  CHECK(capture_process({{"no-such-program"}, "", {}}).error() ==
        "no-such-program: cannot be started, got \"No such file or directory\"");
  CHECK(capture_process({{"true"}, "/no/such/folder", {}}).error() ==
        "true: cannot be started, got \"No such file or directory\"");
}

TEST_CASE("capture_process: does not wait for a grandchild that keeps the pipes open")
{
  const auto result = capture_process({{"sh", "-c", "echo done; sleep 600 & exit 0"}, "", {}});
  REQUIRE(result);
  CHECK(result->out == "done\n");
}

TEST_CASE("capture_process: a command that ends within its time limit is not called timed out")
{
  const auto result =
      capture_process({{"sh", "-c", "echo done; exit 3"}, "", {}, std::chrono::minutes(10)});
  REQUIRE(result);
  CHECK(result->out == "done\n");
  CHECK(result->status.code == 3);
  CHECK_FALSE(result->status.timed_out);
}

TEST_CASE("capture_process: at the end of the time limit the whole group is interrupted")
{
  const auto result = capture_process({{"sh", "-c",
                                        "trap 'echo interrupted; exit 5' INT; echo started; "
                                        "sleep 600"},
                                       "",
                                       {},
                                       std::chrono::milliseconds(200)});
  REQUIRE(result);
  CHECK(result->out == "started\ninterrupted\n");
  CHECK(result->status.code == 5);
  CHECK(result->status.timed_out);
}

TEST_CASE("capture_process: what ignores the interrupt at its time limit is ended all the same")
{
  const auto result = capture_process({{"sh", "-c", "trap '' INT; sleep 600; echo survived"},
                                       "",
                                       {},
                                       std::chrono::milliseconds(200)});
  REQUIRE(result);
  CHECK(result->out.empty());
  CHECK(result->status.signal == SIGTERM);
  CHECK(result->status.timed_out);
}

TEST_CASE("capture_process: when the command is killed, what it started goes too")
{
  const auto result = capture_process(
      {{"sh", "-c", "sleep 600 & echo $!; kill -9 $$"}, "", {}, std::chrono::minutes(1)});
  REQUIRE(result);
  CHECK(result->status.signal == SIGKILL);
  const pid_t pid = std::stoi(result->out);
  for (int i = 0; i < 100 && ::kill(pid, 0) == 0; ++i) {
    ::usleep(20'000);
  }
  CHECK(::kill(pid, 0) != 0);
}

TEST_CASE("run_process: the group dies with the process that started it")
{
  const TempFolder folder = TempFolder::make("leakgate-test").value();
  const std::string pids = (folder.path() / "pids").string();
  const pid_t parent = ::fork();
  REQUIRE(parent >= 0);
  if (parent == 0) {
    (void)capture_process(
        {{"sh", "-c",
          "sleep 600 & echo $! $$ > " + pids + ".new; mv " + pids + ".new " + pids + "; wait"},
         "",
         {}});
    ::_exit(0);
  }
  for (int i = 0; i < 500 && !std::filesystem::exists(pids); ++i) {
    ::usleep(20'000);
  }
  ::kill(parent, SIGKILL);
  ::waitpid(parent, nullptr, 0);
  std::istringstream in(read_file(pids).value_or(""));
  int seen = 0;
  for (pid_t pid = 0; in >> pid; ++seen) {
    const auto runs = [&] {
      const std::string stat = read_file(fmt::format("/proc/{}/stat", pid)).value_or("");
      return !stat.empty() && stat.find(") Z ") == std::string::npos;
    };
    for (int i = 0; i < 200 && runs(); ++i) {
      ::usleep(20'000);
    }
    CHECK_FALSE(runs());
  }
  CHECK(seen == 2);
}

TEST_CASE("run_process: whenever the process that starts it is killed, nothing is left")
{
  const std::string mark = fmt::format("600.{}", ::getpid());
  for (int moment = 0; moment < 60; ++moment) {
    const pid_t parent = ::fork();
    REQUIRE(parent >= 0);
    if (parent == 0) {
      (void)capture_process({{"sleep", mark}, "", {}});
      ::_exit(0);
    }
    ::usleep(static_cast<useconds_t>(moment * 100));
    ::kill(parent, SIGKILL);
    ::waitpid(parent, nullptr, 0);
  }
  const auto left = [&] {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
      const std::string line = read_file(entry.path() / "cmdline").value_or("");
      count += line.find(mark) == std::string::npos ? 0 : 1;
    }
    return count;
  };
  for (int i = 0; i < 200 && left() > 0; ++i) {
    ::usleep(20'000);
  }
  CHECK(left() == 0);
}

TEST_CASE("signal_name: as people know it")
{
  CHECK(signal_name(SIGKILL) == "SIGKILL");
  CHECK(signal_name(9999) == "signal 9999");
}
