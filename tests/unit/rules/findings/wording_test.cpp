#include "rules/findings/wording.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::rules;

namespace {

std::string
message(Wait wait, const char* state, std::int64_t proven = 0, std::int64_t count = 1)
{
  return message_for("", state, wait, false, proven, count);
}

} // namespace

TEST_CASE("forever is only said with a proof")
{
  CHECK(message(Wait::chan_send, "chan send", 1, 1) == "goroutine blocked forever in chan send");
  CHECK(message(Wait::chan_send, "chan send", 0, 1) == "goroutine still blocked in chan send");
  CHECK(message(Wait::chan_send, "chan send", 2, 5) ==
        "goroutine still blocked in chan send (2 of 5 proven)");
  CHECK(message(Wait::chan_send, "chan send", 0, 0) == "goroutine still blocked in chan send");
}

TEST_CASE("what needs another goroutine is blocked in Go's words, the rest has a verb of its own")
{
  CHECK(message(Wait::chan_receive_nil, "chan receive (nil chan)") ==
        "goroutine still blocked in chan receive (nil chan)");
  CHECK(message(Wait::wait_group, "sync.WaitGroup.Wait") ==
        "goroutine still blocked in sync.WaitGroup.Wait");
  CHECK(message(Wait::sleep, "sleep") == "goroutine still sleeping");
  CHECK(message(Wait::io, "IO wait") == "goroutine still waiting for I/O");
  CHECK(message(Wait::syscall, "syscall") == "goroutine still inside of a system call");
  CHECK(message(Wait::running, "runnable") == "goroutine still running");
}

TEST_CASE("a state that this version does not know is shown in Go's words")
{
  CHECK(message(Wait::unknown, "coroutine") == "goroutine still in coroutine");
  CHECK(message(Wait::unknown, "") == "goroutine still there");
}

TEST_CASE("a pattern names who is stuck")
{
  CHECK(message_for("idle keep-alive connection", "IO wait", Wait::io, false, 0, 1) ==
        "idle keep-alive connection still waiting for I/O");
  CHECK(message_for("reader of an HTTP client connection", "select", Wait::select, false, 0, 1) ==
        "reader of an HTTP client connection still blocked in select");
}

TEST_CASE("a goroutine that moves is not called blocked")
{
  CHECK(message_for("", "select", Wait::select, true, 0, 1) == "goroutine still looping in select");
  CHECK(message_for("", "sleep", Wait::sleep, true, 0, 2) == "goroutine still looping in sleep");
  CHECK(message_for("", "select (no cases)", Wait::select_no_cases, true, 0, 1) ==
        "goroutine still blocked in select (no cases)");
  CHECK(message_for("", "running", Wait::running, true, 0, 1) == "goroutine still running");
}
