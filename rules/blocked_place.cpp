#include "rules/blocked_place.hpp"

#include "rules/called_place.hpp"

#include <algorithm>

namespace leakgate::rules {

Place
blocked_place(const Goroutine& goroutine, SourceNames& sources)
{
  if (goroutine.frames.empty()) {
    return {};
  }
  const auto user = std::ranges::find_if(goroutine.frames, [&](const Frame& frame) {
    return !is_generated(frame) && !sources.is_standard(frame);
  });
  return sources.place(user == goroutine.frames.end() ? goroutine.frames.back() : *user);
}

} // namespace leakgate::rules
