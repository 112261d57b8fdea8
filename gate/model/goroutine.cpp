#include "gate/model/goroutine.hpp"

namespace leakgate {

std::string_view
to_string(Wait wait)
{
  switch (wait) {
  case Wait::unknown: return "unknown";
  case Wait::running: return "running";
  case Wait::runnable: return "runnable";
  case Wait::chan_send: return "chan_send";
  case Wait::chan_send_nil: return "chan_send_nil";
  case Wait::chan_receive: return "chan_receive";
  case Wait::chan_receive_nil: return "chan_receive_nil";
  case Wait::select: return "select";
  case Wait::select_no_cases: return "select_no_cases";
  case Wait::mutex: return "mutex";
  case Wait::rwmutex_read: return "rwmutex_read";
  case Wait::rwmutex_write: return "rwmutex_write";
  case Wait::wait_group: return "wait_group";
  case Wait::cond: return "cond";
  case Wait::semaphore: return "semaphore";
  case Wait::sleep: return "sleep";
  case Wait::io: return "io";
  case Wait::syscall: return "syscall";
  case Wait::finalizer: return "finalizer";
  case Wait::runtime: return "runtime";
  }
  return "unknown";
}

std::string
without_type_arguments(std::string_view function)
{
  std::string out;
  out.reserve(function.size());
  int depth = 0;
  for (const char c : function) {
    if (c == '[' && depth++ == 0) {
      out += "[...]";
    } else if (c == ']' && depth > 0) {
      --depth;
    } else if (depth == 0) {
      out += c;
    }
  }
  return out;
}

bool
is_blocked(Wait wait)
{
  return wait >= Wait::chan_send && wait <= Wait::semaphore;
}

bool
is_running(Wait wait)
{
  return wait == Wait::running || wait == Wait::runnable || wait == Wait::runtime;
}

} // namespace leakgate
