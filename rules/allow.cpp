#include "rules/allow.hpp"

#include "gate/base/text.hpp"

#include <algorithm>

namespace leakgate::rules {

namespace {

bool
matches(const AllowEntry& entry, const Goroutine& goroutine)
{
  const auto fits = [](const std::string& pattern, const Frame& frame) {
    return text::glob_match(pattern, frame.function.view());
  };
  const auto& frames = goroutine.frames;
  if (!entry.function.empty() && std::ranges::none_of(frames, [&](const Frame& frame) {
        return fits(entry.function, frame);
      })) {
    return false;
  }
  if (!entry.top.empty() && (frames.empty() || !fits(entry.top, frames.front()))) {
    return false;
  }
  return entry.creator.empty() ||
         (goroutine.created_by && fits(entry.creator, *goroutine.created_by));
}

} // namespace

std::span<const AllowEntry>
builtin_allow()
{
  // An entry belongs here only when no test can do anything about the goroutine. Idle
  // HTTP connections do not: `Close` of a test server ends them, so those that are
  // left keep a socket open, and a transport made per call leaks for good.
  static const std::vector<AllowEntry> k_entries = {
      {"os-signal", "os/signal.loop", "", "",
       "os/signal starts one goroutine per process at the first Notify and never stops it"},
      {"runtime-trace", "runtime.ReadTrace", "", "",
       "reads the execution trace that is being taken of the process"},
      {"cpu-profile", "runtime/pprof.profileWriter", "", "",
       "writes the CPU profile that is being taken of the process"},
  };
  return k_entries;
}

const AllowEntry*
find_allow(const Goroutine& goroutine, const std::vector<AllowEntry>& user)
{
  for (const AllowEntry& entry : builtin_allow()) {
    if (matches(entry, goroutine)) {
      return &entry;
    }
  }
  const auto found = std::ranges::find_if(
      user, [&](const AllowEntry& entry) { return matches(entry, goroutine); });
  return found == user.end() ? nullptr : &*found;
}

} // namespace leakgate::rules
