#include "rules/allow.hpp"

#include "gate/base/text.hpp"

#include <algorithm>

namespace leakgate::rules {

namespace {

bool
matches(const AllowEntry& entry, const Goroutine& goroutine)
{
  const auto fits = [](const TextPattern& pattern, const Frame& frame) {
    return text::glob_match(pattern.text, frame.function.view());
  };
  const auto& frames = goroutine.frames;
  const GoroutineMatch& match = entry.match;
  if (!match.function.empty() && std::ranges::none_of(frames, [&](const Frame& frame) {
        return fits(match.function, frame);
      })) {
    return false;
  }
  if (!match.top.empty() && (frames.empty() || !fits(match.top, frames.front()))) {
    return false;
  }
  return match.creator.empty() ||
         (goroutine.created_by && fits(match.creator, *goroutine.created_by));
}

AllowEntry
entry_for(const char* id, const char* function, const char* reason)
{
  AllowEntry entry;
  entry.id = id;
  entry.match.function.text = function;
  entry.reason = reason;
  return entry;
}

} // namespace

std::span<const AllowEntry>
builtin_allow()
{
  // An entry belongs here only when no test can do anything about the goroutine. Idle
  // HTTP connections do not: `Close` of a test server ends them, so those that are
  // left keep a socket open, and a transport made per call leaks for good.
  static const std::vector<AllowEntry> k_entries = {
      entry_for("os-signal", "os/signal.loop",
                "os/signal starts one goroutine per process at the first Notify and never stops it"),
      entry_for("runtime-trace", "runtime.ReadTrace",
                "reads the execution trace that is being taken of the process"),
      entry_for("cpu-profile", "runtime/pprof.profileWriter",
                "writes the CPU profile that is being taken of the process"),
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
