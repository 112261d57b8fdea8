#include "rules/stacks/profile_stacks.hpp"

#include "rules/names/symbol.hpp"
#include "rules/stacks/goroutine_order.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace leakgate::rules {

namespace {

struct Row
{
  std::string_view package;
  std::string_view name; ///< a prefix
  Wait wait;
  const char* state;
};

// Seen in profiles of Go 1.24 to 1.27. The first frame from the leaf that is in here
// decides; gopark, goparkunlock and semacquire1 are passed over because they are below
// all of them. A nil channel cannot be told from another: both park in chanrecv.
constexpr Row k_rows[] = {
    {"runtime", "chanrecv", Wait::chan_receive, "chan receive"},
    {"runtime", "chansend", Wait::chan_send, "chan send"},
    {"runtime", "selectgo", Wait::select, "select"},
    {"runtime", "block", Wait::select_no_cases, "select (no cases)"},
    {"internal/sync", "runtime_SemacquireMutex", Wait::mutex, "sync.Mutex.Lock"},
    {"sync", "runtime_SemacquireMutex", Wait::mutex, "sync.Mutex.Lock"},
    {"sync", "runtime_SemacquireRWMutexR", Wait::rwmutex_read, "sync.RWMutex.RLock"},
    {"sync", "runtime_SemacquireRWMutex", Wait::rwmutex_write, "sync.RWMutex.Lock"},
    {"sync", "runtime_SemacquireWaitGroup", Wait::wait_group, "sync.WaitGroup.Wait"},
    {"sync", "runtime_notifyListWait", Wait::cond, "sync.Cond.Wait"},
    {"sync", "runtime_Semacquire", Wait::semaphore, "semacquire"},
    {"internal/poll", "runtime_Semacquire", Wait::semaphore, "semacquire"},
    {"internal/poll", "runtime_pollWait", Wait::io, "IO wait"},
    {"runtime", "netpollblock", Wait::io, "IO wait"},
    {"time", "Sleep", Wait::sleep, "sleep"},
    {"os/signal", "signal_recv", Wait::syscall, "syscall"},
    {"runtime", "cgocall", Wait::syscall, "syscall"},
    {"syscall", "", Wait::syscall, "syscall"},
    {"internal/runtime/syscall", "", Wait::syscall, "syscall"},
    {"internal/runtime/syscall/linux", "", Wait::syscall, "syscall"},
    {"runtime", "asyncPreempt", Wait::runnable, "runnable"},
    {"runtime", "Gosched", Wait::runnable, "runnable"},
};

Goroutine
group_as_in_dump(const Goroutine& group)
{
  const DerivedWait derived = wait_from_frames(group.frames);
  Goroutine out;
  out.wait = derived.wait;
  out.state = derived.state;
  out.labels = group.labels;
  out.count = group.count;
  std::vector<Frame> frames = comparable_frames(group);
  for (Frame& frame : frames) {
    frame.function = without_type_arguments(frame.function.view());
  }
  out.frames = std::move(frames);
  return out;
}

} // namespace

bool
is_runtime_function(std::string_view function)
{
  const std::string_view package = split_symbol(function).package;
  return package == "runtime" || package.starts_with("internal/runtime/");
}

bool
is_probe_function(std::string_view function)
{
  const auto [package, name] = split_symbol(function);
  return package == "testing" && (name.starts_with("leakgate") || name.starts_with("(*leakgate"));
}

std::vector<Frame>
comparable_frames(const Goroutine& goroutine)
{
  std::vector<Frame> frames;
  frames.reserve(goroutine.frames.size());
  std::ranges::copy_if(goroutine.frames, std::back_inserter(frames), [](const Frame& frame) {
    return !is_runtime_function(frame.function.view());
  });
  return frames.empty() ? goroutine.frames.all() : frames;
}

DerivedWait
wait_from_frames(const std::vector<Frame>& frames)
{
  for (const Frame& frame : frames) {
    const std::string_view function = frame.function.view();
    const Symbol symbol = split_symbol(function);
    const auto* row = std::ranges::find_if(k_rows, [&](const Row& each) {
      return symbol.package == each.package && symbol.name.starts_with(each.name);
    });
    if (row != std::end(k_rows)) {
      return {row->wait, row->state};
    }
    if (!is_runtime_function(function)) {
      return {Wait::running, "running"};
    }
  }
  return {};
}

std::vector<Goroutine>
as_in_dump(const std::vector<Goroutine>& profile)
{
  std::vector<Goroutine> groups;
  groups.reserve(profile.size());
  std::ranges::transform(profile, std::back_inserter(groups), group_as_in_dump);
  std::ranges::sort(groups, goroutine_less);
  std::vector<Goroutine> merged;
  for (Goroutine& group : groups) {
    if (!merged.empty() && same_goroutine(merged.back(), group)) {
      merged.back().count += group.count;
    } else {
      merged.push_back(std::move(group));
    }
  }
  return merged;
}

} // namespace leakgate::rules
