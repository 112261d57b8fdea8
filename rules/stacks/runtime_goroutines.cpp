#include "rules/names/symbol.hpp"
#include "rules/stacks/ancestry.hpp"
#include "rules/stacks/profile_stacks.hpp"

#include <algorithm>

namespace leakgate::rules {

namespace {

constexpr std::string_view k_runtime = "runtime";

bool
is_main(const Frame& entry)
{
  const std::string_view function = entry.function.view();
  return function == "runtime.main" || function == "main.main";
}

bool
is_exit(const Frame& frame)
{
  return frame.function.view() == "internal/runtime/exithook.Run";
}

bool
is_of_probe(const Frame& frame)
{
  return is_probe_function(frame.function.view());
}

bool
is_runtime(const Frame& frame)
{
  return is_runtime_function(frame.function.view());
}

// By the package itself: a module may be called `internal/runtime/x`.
bool
is_started_by_runtime(const Goroutine& goroutine)
{
  return !goroutine.created_by || in_package(goroutine.created_by->function.view(), k_runtime);
}

} // namespace

std::string_view
runtime_reason(const Goroutine& goroutine)
{
  const auto& frames = goroutine.frames;
  // Without a stack (it ran on another thread) only the creator tells: Go prints none
  // for the main goroutine.
  if (frames.empty()) {
    return is_started_by_runtime(goroutine) ? "the Go runtime" : std::string_view{};
  }
  if (is_main(frames.back())) {
    return "the main goroutine";
  }
  // It ends by itself, only maybe a moment after the example, and runs nothing of the user's.
  if (frames.back().function.view() == "testing.runExample.func1") {
    return "reads the output of an example";
  }
  // These two may stand anywhere in a stack. What package testing runs is not in here: it
  // is the user's code, and only a test that the exit cut off is not held against them.
  if (std::ranges::any_of(frames, is_exit)) {
    return "the process is ending on it";
  }
  if (std::ranges::any_of(frames, is_of_probe)) {
    return "the probe";
  }
  if (is_started_by_runtime(goroutine) && in_package(frames.back().function.view(), k_runtime) &&
      std::ranges::all_of(frames, is_runtime)) {
    return "the Go runtime";
  }
  return {};
}

} // namespace leakgate::rules
