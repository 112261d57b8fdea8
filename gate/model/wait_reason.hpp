#pragma once

#include "gate/model/enum_words.hpp"

#include <string_view>

namespace leakgate {

/// What a goroutine waits for, reduced to what a rule may decide on. The words Go
/// printed stay in Goroutine::state, so a state of a newer Go is shown as it is
/// and never guessed. Source: waitReasonStrings in runtime/runtime2.go.
enum class Wait {
  unknown,
  running,
  runnable,
  chan_send,
  chan_send_nil,
  chan_receive,
  chan_receive_nil,
  select,
  select_no_cases,
  mutex,
  rwmutex_read,
  rwmutex_write,
  wait_group,
  cond,
  semaphore,
  sleep,
  io,
  syscall,
  finalizer,
  runtime, ///< a worker of the runtime itself: GC, sweeper, scavenger, trace reader …
};

template <>
struct EnumWords<Wait>
{
  static constexpr std::string_view k_noun = "a kind of wait";
  static constexpr EnumWord<Wait> k_rows[] = {{Wait::unknown, "unknown"},
                                              {Wait::running, "running"},
                                              {Wait::runnable, "runnable"},
                                              {Wait::chan_send, "chan_send"},
                                              {Wait::chan_send_nil, "chan_send_nil"},
                                              {Wait::chan_receive, "chan_receive"},
                                              {Wait::chan_receive_nil, "chan_receive_nil"},
                                              {Wait::select, "select"},
                                              {Wait::select_no_cases, "select_no_cases"},
                                              {Wait::mutex, "mutex"},
                                              {Wait::rwmutex_read, "rwmutex_read"},
                                              {Wait::rwmutex_write, "rwmutex_write"},
                                              {Wait::wait_group, "wait_group"},
                                              {Wait::cond, "cond"},
                                              {Wait::semaphore, "semaphore"},
                                              {Wait::sleep, "sleep"},
                                              {Wait::io, "io"},
                                              {Wait::syscall, "syscall"},
                                              {Wait::finalizer, "finalizer"},
                                              {Wait::runtime, "runtime"}};
};

/// True for a goroutine that needs another goroutine to continue (channel, select,
/// lock, WaitGroup, Cond, semaphore); false for sleep, I/O, syscall and running.
[[nodiscard]] bool is_blocked(Wait wait);

/// True for a goroutine that waits for nothing: it was running, ready to, or helping the
/// runtime (a GC assist) when it was seen, and a moment later it may be anywhere.
[[nodiscard]] bool is_running(Wait wait);

/// What Go's words for the state of a goroutine mean: `chan send (nil chan)` is
/// Wait::chan_send_nil. Words that Go 1.24 to 1.27 do not have are Wait::unknown.
[[nodiscard]] Wait wait_of_state(std::string_view state);

} // namespace leakgate
