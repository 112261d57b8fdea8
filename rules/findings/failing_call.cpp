#include "rules/findings/failing_call.hpp"

#include "rules/stacks/blocked_place.hpp"
#include "rules/stacks/called_place.hpp"

#include <string_view>

namespace leakgate::rules {

namespace {

FailingCall
call_that(FailureCode::Kind kind, const FailureCode& failure, const Place& place)
{
  FailingCall out{failure, place};
  out.failure.kind = kind;
  out.at.line = failure.line > 0 ? failure.line : place.line;
  return out;
}

// A method Accept of the module's own that waits at a channel.
bool
is_accept(const Frame& frame)
{
  return frame.function.view().ends_with(").Accept");
}

} // namespace

bool
fails_when_closed(const Goroutine& goroutine)
{
  if (goroutine.wait == Wait::io) {
    return true;
  }
  // A pipe in memory waits in a select.
  for (const Frame& frame : goroutine.frames) {
    const std::string_view function = frame.function.view();
    if (function.starts_with("net.(*pipe).") || function.starts_with("io.(*pipe).")) {
      return true;
    }
  }
  return false;
}

FailingCall
failing_call(const Goroutine& goroutine, const CodeFactsAt& facts_at, SourceNames& sources)
{
  const Frame* blocked = blocked_frame(goroutine, sources);
  const Frame* end = goroutine.frames.data() + goroutine.frames.size();
  if (blocked == nullptr || !facts_at || !(fails_when_closed(goroutine) || is_accept(*blocked))) {
    return {};
  }
  // Whatever a listener of the module's own waits at: its Accept fails when it is closed.
  const Frame* const from = is_accept(*blocked) ? blocked + 1 : blocked;
  FailingCall last;
  for (const Frame* frame = from; frame != end && in_main_module(*frame, sources); ++frame) {
    const Place place = sources.place(*frame);
    const CodeFacts* facts = facts_at({place.file, place.line, "call", {}});
    if (facts == nullptr || facts->failure.kind == FailureCode::Kind::unknown) {
      return {};
    }
    last = call_that(facts->failure.kind, facts->failure, place);
    if (facts->failure.kind == FailureCode::Kind::stays) {
      // Further out a call that drops the error may wait for something else by then.
      return frame == from || facts->failure.checked ? last : FailingCall{};
    }
    if (facts->failure.kind != FailureCode::Kind::leaves) {
      return last;
    }
  }
  return last;
}

FailingCall
spinning_call(const Place& loop, const CodeFactsAt& facts_at)
{
  const CodeFacts* facts =
      facts_at && loop.known() ? facts_at({loop.file, loop.line, "loop", {}}) : nullptr;
  return facts != nullptr && facts->failure.kind == FailureCode::Kind::stays
             ? call_that(facts->failure.kind, facts->failure, loop)
             : FailingCall{};
}

} // namespace leakgate::rules
