#include "rules/stacks/ancestry.hpp"

#include "rules/stacks/profile_stacks.hpp"

#include <algorithm>

namespace leakgate::rules {

namespace {

bool
runs_a_test(const Ancestor& ancestor)
{
  const auto& frames = ancestor.frames;
  return (has_function(frames, "testing.tRunner") || has_function(frames, "testing.fRunner") ||
          has_function(frames, "testing.(*B).launch")) &&
         !has_function(frames, "testing.(*M).Run");
}

} // namespace

bool
runtime_started(const Goroutine& goroutine)
{
  if (!goroutine.created_by) {
    return goroutine.id != 0 && !goroutine.frames.empty();
  }
  return is_runtime_function(goroutine.created_by->function.view());
}

bool
has_function(const std::vector<Frame>& frames, std::string_view function)
{
  return std::ranges::any_of(frames,
                             [&](const Frame& frame) { return frame.function.view() == function; });
}

AncestorTest
test_from_ancestors(const Goroutine& goroutine, const TestNames& names)
{
  AncestorTest found;
  bool from_the_start = false;
  for (const Ancestor& ancestor : goroutine.ancestors) {
    if (runs_a_test(ancestor)) {
      ++found.depth;
    }
    from_the_start |= has_function(ancestor.frames, "testing.(*M).Run");
    for (const Frame& frame : ancestor.frames) {
      if (!found.test.empty()) {
        break;
      }
      found.test = names.test_of(frame.function.view());
    }
  }
  if (!from_the_start) {
    found.depth = 0;
  }
  return found;
}

std::int64_t
test_goroutine(const Goroutine& goroutine)
{
  const auto found = std::ranges::find_if(goroutine.ancestors, runs_a_test);
  return found == goroutine.ancestors.end() ? 0 : found->id;
}

std::string_view
test_from_closure(const Goroutine& goroutine, const TestNames& names)
{
  if (goroutine.created_by) {
    const std::string_view test = names.test_of(goroutine.created_by->function.view());
    if (!test.empty()) {
      return test;
    }
  }
  // From the entry on: the function that was started says more than what it calls.
  for (auto frame = goroutine.frames.rbegin(); frame != goroutine.frames.rend(); ++frame) {
    const std::string_view test = names.test_of(frame->function.view());
    if (!test.empty()) {
      return test;
    }
  }
  return {};
}

} // namespace leakgate::rules
