#include "rules/wording.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;
using namespace leakgate::rules;

namespace {

std::string
message(Wait wait, const char* state, std::int64_t proven = 0, std::int64_t count = 1)
{
  return message_for(wording_for(GoroutineBuilder(9, wait, state), wait), state, wait, proven,
                     count);
}

std::string
words(Wait wait, const char* state)
{
  return message(wait, state) + ": " +
         std::string(wording_for(GoroutineBuilder(9, wait, state), wait).why);
}

Severity
severity(Wait wait)
{
  return wording_for(GoroutineBuilder(9, wait, ""), wait).severity;
}

} // namespace

TEST_CASE("forever is only said with a proof")
{
  CHECK(message(Wait::chan_send, "chan send", 1, 1) == "goroutine blocked forever in chan send");
  CHECK(message(Wait::chan_send, "chan send", 0, 1) == "goroutine still blocked in chan send");
  CHECK(message(Wait::chan_send, "chan send", 2, 5) ==
        "goroutine still blocked in chan send (2 of 5 proven)");
}

TEST_CASE("each kind of wait has words of its own")
{
  CHECK(
      words(Wait::chan_receive, "chan receive") ==
      "goroutine still blocked in chan receive: nobody sends on the channel and nobody closes it");
  CHECK(
      words(Wait::chan_receive_nil, "chan receive (nil chan)") ==
      "goroutine still blocked in chan receive (nil chan): the channel is nil, so nobody can ever "
      "send on it");
  CHECK(words(Wait::select_no_cases, "select (no cases)") ==
        "goroutine still blocked in select (no cases): select{} never ends");
  CHECK(words(Wait::wait_group, "sync.WaitGroup.Wait") ==
        "goroutine still blocked in sync.WaitGroup.Wait: fewer Done than Add");
  CHECK(words(Wait::sleep, "sleep") == "goroutine still sleeping: it outlives the test");
  CHECK(words(Wait::io, "IO wait") ==
        "goroutine still waiting for I/O: the connection, listener, pipe or file is still open");
  CHECK(words(Wait::syscall, "syscall") ==
        "goroutine still inside of a system call: the call does not return");
  CHECK(words(Wait::running, "runnable") ==
        "goroutine still running: it still ran, or was about to, when the waiting ended");
}

TEST_CASE("a state that this version does not know is shown in Go's words")
{
  CHECK(words(Wait::unknown, "coroutine") ==
        "goroutine still in coroutine: it is still there after the tests");
  CHECK(words(Wait::unknown, "") == "goroutine still there: it is still there after the tests");
}

TEST_CASE("what needs another goroutine is severe, what may end by itself is not")
{
  for (const Wait wait :
       {Wait::chan_send, Wait::chan_send_nil, Wait::chan_receive, Wait::chan_receive_nil,
        Wait::select, Wait::select_no_cases, Wait::mutex, Wait::rwmutex_read, Wait::rwmutex_write,
        Wait::wait_group, Wait::cond, Wait::running}) {
    CHECK(severity(wait) == Severity::high);
  }
  for (const Wait wait : {Wait::semaphore, Wait::sleep, Wait::io, Wait::syscall, Wait::unknown}) {
    CHECK(severity(wait) == Severity::medium);
  }
}

TEST_CASE("each kind of wait has a help of its own")
{
  for (const Wait wait : {Wait::chan_send, Wait::select, Wait::mutex, Wait::sleep, Wait::unknown}) {
    CHECK_FALSE(wording_for(GoroutineBuilder(9, wait, ""), wait).help.empty());
  }
}

TEST_CASE("an idle keep-alive connection is named and weighs little")
{
  const Goroutine reader =
      GoroutineBuilder(61, Wait::io, "IO wait")
          .at(go_frame("internal/poll.runtime_pollWait", "runtime/netpoll.go", 351))
          .at(go_frame("net/http.(*persistConn).readLoop", "net/http/transport.go", 2330));
  const Wording wording = wording_for(reader, Wait::io);
  CHECK(wording.severity == Severity::low);
  CHECK(message_for(wording, "IO wait", Wait::io, 0, 1) ==
        "idle keep-alive connection still waiting for I/O");
  CHECK(wording.help.find("CloseIdleConnections") != std::string_view::npos);
}

TEST_CASE("a response body that nobody closed is named and weighs much")
{
  const Goroutine reader =
      GoroutineBuilder(61, Wait::select, "select")
          .at(go_frame("net/http.(*persistConn).readLoop", "net/http/transport.go", 2450));
  const Wording wording = wording_for(reader, Wait::select);
  CHECK(wording.severity == Severity::high);
  CHECK(message_for(wording, "select", Wait::select, 0, 1) ==
        "reader of an HTTP client connection still blocked in select");
  CHECK(wording.why == "the response body was neither read to its end nor closed");
}
