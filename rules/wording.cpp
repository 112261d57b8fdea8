#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace leakgate::rules {

namespace {

constexpr std::string_view k_goroutine = "goroutine";

struct KindRow
{
  Wait wait;
  Severity severity;
  std::string_view why;
  std::string_view help;
};

// One row a kind of wait. The kinds that are not here get the last row.
constexpr KindRow k_kinds[] = {
    {Wait::chan_send, Severity::high, "nobody receives from the channel",
     "receive until the sender is done, give the channel room for the value, or select on "
     "ctx.Done() beside the send"},
    {Wait::chan_send_nil, Severity::high, "the channel is nil, so nobody can ever receive from it",
     "make the channel before it is used, or set it before the goroutine starts"},
    {Wait::chan_receive, Severity::high, "nobody sends on the channel and nobody closes it",
     "close the channel when the last value was sent, or select on ctx.Done() beside the receive"},
    {Wait::chan_receive_nil, Severity::high, "the channel is nil, so nobody can ever send on it",
     "make the channel before it is used, or set it before the goroutine starts"},
    {Wait::select, Severity::high, "no case that would end it becomes ready",
     "cancel the context or close the channel that ends it when the test ends, or add such a case"},
    {Wait::select_no_cases, Severity::high, "select{} never ends",
     "wait for a context or a done channel instead, and end it when the test ends"},
    {Wait::mutex, Severity::high, "the holder never unlocks the mutex",
     "unlock with defer right after Lock, and look for a path that locks twice or returns early"},
    {Wait::rwmutex_read, Severity::high, "a writer holds the lock or waits for it",
     "unlock with defer right after Lock, and never take RLock again while holding it"},
    {Wait::rwmutex_write, Severity::high, "a reader never gives the lock back",
     "RUnlock with defer right after RLock, and never upgrade RLock to Lock"},
    {Wait::wait_group, Severity::high, "fewer Done than Add",
     "call Done with defer as the first line of each goroutine, and Add before the go statement"},
    {Wait::cond, Severity::high, "nobody signals the condition",
     "Signal or Broadcast on every path that changes it, the one that shuts down included"},
    {Wait::semaphore, Severity::medium, "nobody gives it back",
     "release what was acquired on every path, with defer"},
    {Wait::sleep, Severity::medium, "it outlives the test",
     "wait with select on a timer and ctx.Done(), and cancel the context when the test ends"},
    {Wait::io, Severity::medium, "the connection, listener, pipe or file is still open",
     "close it in the test's Cleanup, or set a deadline"},
    {Wait::syscall, Severity::medium, "the call does not return",
     "end what it waits for (kill the process, close the file), and wait for the goroutine"},
    {Wait::running, Severity::high, "it still ran, or was about to, when the waiting ended",
     "leave the loop on ctx.Done() or a done channel, and end it when the test ends"},
    {Wait::unknown, Severity::medium, "it is still there after the tests",
     "end it before the test returns, and wait until it has ended"},
};

struct FunctionRow
{
  std::string_view entry; ///< the function that the goroutine runs
  Wait wait;
  Wording wording;
};

constexpr std::string_view k_close_idle =
    "close every response body (resp.Body.Close()), close the test server, and call "
    "CloseIdleConnections on a transport of your own";

// Goroutines of net/http whose wait says nothing about their cause. Low, because one
// idle connection costs a socket and two goroutines and may yet time out; not silent,
// because a transport made per call keeps its connections for good.
constexpr FunctionRow k_functions[] = {
    {"net/http.(*persistConn).readLoop",
     Wait::io,
     {Severity::low, "idle keep-alive connection", "the client keeps it for the next request",
      k_close_idle}},
    {"net/http.(*persistConn).writeLoop",
     Wait::select,
     {Severity::low, "writer of an HTTP client connection",
      "it ends with the reader of the same connection", k_close_idle}},
    {"net/http.(*persistConn).readLoop",
     Wait::select,
     {Severity::high, "reader of an HTTP client connection",
      "the response body was neither read to its end nor closed",
      "defer resp.Body.Close() right after the error check, also where the body is not read"}},
    {"net/http.(*conn).serve",
     Wait::io,
     {Severity::low, "server side of a keep-alive connection",
      "the server keeps it for the next request",
      "close the server (Close or Shutdown) in the test's Cleanup"}},
};

std::string
verb_for(Wait wait, std::string_view state, bool forever)
{
  switch (wait) {
  case Wait::running: return "still running";
  case Wait::sleep: return "still sleeping";
  case Wait::io: return "still waiting for I/O";
  case Wait::syscall: return "still inside of a system call";
  case Wait::unknown: return state.empty() ? "still there" : fmt::format("still in {}", state);
  default: break;
  }
  return fmt::format("{} in {}", forever ? "blocked forever" : "still blocked", state);
}

} // namespace

Wording
wording_for(const Goroutine& goroutine, Wait wait)
{
  for (const FunctionRow& row : k_functions) {
    if (!goroutine.frames.empty() && row.wait == wait &&
        goroutine.frames.back().function.view() == row.entry) {
      return row.wording;
    }
  }
  const auto* row = std::ranges::find(k_kinds, wait, &KindRow::wait);
  if (row == std::end(k_kinds)) {
    row = std::prev(std::end(k_kinds));
  }
  return {row->severity, k_goroutine, row->why, row->help};
}

std::string
message_for(const Wording& wording, std::string_view state, Wait wait, std::int64_t proven,
            std::int64_t count)
{
  std::string out =
      fmt::format("{} {}", wording.subject, verb_for(wait, state, proven == count && count > 0));
  if (proven > 0 && proven < count) {
    out += fmt::format(" ({} of {} proven)", proven, count);
  }
  return out;
}

} // namespace leakgate::rules
