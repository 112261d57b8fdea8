#include "rules/stacks/blocked_place.hpp"

#include "rules/stacks/called_place.hpp"

#include <algorithm>

namespace leakgate::rules {

const Frame*
blocked_frame(const Goroutine& goroutine, SourceNames& sources)
{
  if (goroutine.frames.empty()) {
    return nullptr;
  }
  const auto user = std::ranges::find_if(goroutine.frames, [&](const Frame& frame) {
    return !is_generated(frame) && !sources.is_standard(frame);
  });
  return user == goroutine.frames.end() ? &goroutine.frames.back() : &*user;
}

Place
blocked_place(const Goroutine& goroutine, SourceNames& sources)
{
  const Frame* frame = blocked_frame(goroutine, sources);
  return frame == nullptr ? Place{} : sources.place(*frame);
}

} // namespace leakgate::rules
