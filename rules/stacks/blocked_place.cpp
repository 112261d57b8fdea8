#include "rules/stacks/blocked_place.hpp"

#include "rules/stacks/called_place.hpp"

#include <algorithm>

namespace leakgate::rules {

namespace {

// The compiler wraps a call with arguments (`Start.gowrap1`); a closure begins on the line of its
// `go` statement, a function on the line that declares it.
bool
has_not_begun(const Goroutine& goroutine, SourceNames& sources, const SourceLine& source_line)
{
  if (goroutine.wait != Wait::runnable || goroutine.frames.size() != 1 || !goroutine.created_by) {
    return false;
  }
  const Frame& only = goroutine.frames.front();
  const std::string_view function = only.function.view();
  const bool wrapped = function.substr(function.rfind('.') + 1).starts_with("gowrap");
  if (wrapped ||
      (only.file == goroutine.created_by->file && only.line == goroutine.created_by->line)) {
    return true;
  }
  const Place place = sources.place(only);
  return source_line && place.known() && source_line(place.file, place.line).starts_with("func ");
}

} // namespace

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

bool
had_not_begun(const Goroutine& seen, const Goroutine& last, SourceNames& sources,
              const SourceLine& source_line)
{
  return has_not_begun(seen, sources, source_line) && !has_not_begun(last, sources, source_line);
}

} // namespace leakgate::rules
