#include "gate/model/wait_reason.hpp"

#include <algorithm>
#include <iterator>

namespace leakgate {

namespace {

struct Row
{
  std::string_view state;
  Wait wait;
};

// waitReasonStrings (runtime/runtime2.go) and gStatusStrings (runtime/traceback.go) of
// Go 1.24 to 1.27, without the suffixes `(durable)` and, in 1.24, `(synctest)`, which the
// header reader takes off. Not here and so unknown: "coroutine", "waiting", "dead".
constexpr Row k_rows[] = {
    {"chan receive", Wait::chan_receive},
    {"chan send", Wait::chan_send},
    {"select", Wait::select},
    {"chan receive (nil chan)", Wait::chan_receive_nil},
    {"chan send (nil chan)", Wait::chan_send_nil},
    {"select (no cases)", Wait::select_no_cases},
    {"sync.Mutex.Lock", Wait::mutex},
    {"sync.RWMutex.RLock", Wait::rwmutex_read},
    {"sync.RWMutex.Lock", Wait::rwmutex_write},
    {"sync.WaitGroup.Wait", Wait::wait_group},
    {"sync.Cond.Wait", Wait::cond},
    {"semacquire", Wait::semaphore},
    // Both wait for the other goroutines of their bubble, as a WaitGroup does.
    {"synctest.Run", Wait::wait_group},
    {"synctest.Wait", Wait::wait_group},
    {"sleep", Wait::sleep},
    {"IO wait", Wait::io},
    {"syscall", Wait::syscall},
    {"running", Wait::running},
    {"copystack", Wait::running},
    {"runnable", Wait::runnable},
    {"preempted", Wait::runnable},
    {"finalizer wait", Wait::finalizer},
    {"cleanup wait", Wait::finalizer},
    {"idle", Wait::runtime},
    {"GC assist marking", Wait::runtime},
    {"GC assist wait", Wait::runtime},
    {"GC mark termination", Wait::runtime},
    {"GC scavenge wait", Wait::runtime},
    {"GC sweep wait", Wait::runtime},
    {"GC weak to strong wait", Wait::runtime},
    {"GC worker (active)", Wait::runtime},
    {"GC worker (idle)", Wait::runtime},
    {"GOMAXPROCS updater (idle)", Wait::runtime},
    {"debug call", Wait::runtime},
    {"dumping heap", Wait::runtime},
    {"flushing proc caches", Wait::runtime},
    {"force gc (idle)", Wait::runtime},
    {"garbage collection", Wait::runtime},
    {"garbage collection scan", Wait::runtime},
    {"page trace flush", Wait::runtime},
    {"panicwait", Wait::runtime},
    {"stopping the world", Wait::runtime},
    {"trace goroutine status", Wait::runtime},
    {"trace proc status", Wait::runtime},
    {"trace reader (blocked)", Wait::runtime},
    {"wait for GC cycle", Wait::runtime},
    {"waiting for cgo callback", Wait::runtime},
};

} // namespace

Wait
wait_of_state(std::string_view state)
{
  const auto* row = std::ranges::find(k_rows, state, &Row::state);
  return row == std::end(k_rows) ? Wait::unknown : row->wait;
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
