#include "rules/own_goroutines.hpp"

#include "rules/profile_stacks.hpp"

#include <algorithm>
#include <iterator>

namespace leakgate::rules {

namespace {

enum class Where { entry, any };

struct Row
{
  Where where; ///< the function that the goroutine runs, or any frame of it
  std::string_view function;
  bool prefix;
  std::string_view reason;
};

// The exit hook and the probe may stand anywhere in a stack. What runs user code is
// looked for at the entry only: a user's goroutine calls into it but never starts there.
constexpr Row k_rows[] = {
    {Where::entry, "runtime.main", false, "the main goroutine"},
    {Where::entry, "main.main", false, "the main goroutine"},
    {Where::any, "internal/runtime/exithook.Run", false, "the process is ending on it"},
    {Where::any, "testing.leakgate", true, "the probe"},
    {Where::any, "testing.(*leakgate", true, "the probe"},
    {Where::entry, "testing.", true, "package testing, or a test that the exit cut off"},
    {Where::entry, "testing/synctest.", true, "a test that the exit cut off"},
    {Where::entry, "internal/synctest.", true, "a test that the exit cut off"},
};

} // namespace

std::string_view
own_reason(const Goroutine& goroutine)
{
  const auto& frames = goroutine.frames;
  const auto is_runtime = [](const Frame& frame) {
    return is_runtime_function(frame.function.view());
  };
  // Without a stack (it ran on another thread) only the creator tells: Go prints none
  // for the main goroutine.
  if (frames.empty()) {
    return goroutine.created_by && !is_runtime(*goroutine.created_by) ? std::string_view{}
                                                                      : "the Go runtime";
  }
  const auto matches = [&](const Row& row) {
    const auto same = [&](const Frame& frame) {
      const std::string_view function = frame.function.view();
      return row.prefix ? function.starts_with(row.function) : function == row.function;
    };
    return row.where == Where::entry ? same(frames.back()) : std::ranges::any_of(frames, same);
  };
  const auto* row = std::ranges::find_if(k_rows, matches);
  if (row != std::end(k_rows)) {
    return row->reason;
  }
  const bool creator_is_runtime = !goroutine.created_by || is_runtime(*goroutine.created_by);
  if (creator_is_runtime && std::ranges::all_of(frames, is_runtime)) {
    return "the Go runtime";
  }
  return {};
}

} // namespace leakgate::rules
