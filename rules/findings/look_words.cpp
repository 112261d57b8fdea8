#include "rules/findings/look_words.hpp"

#include "rules/stacks/blocked_place.hpp"

#include <fmt/format.h>

namespace leakgate::rules {

namespace {

bool
looks_by_time(const BlockedCode& code, const Goroutine& goroutine)
{
  return !code.looks.empty() && goroutine.wait != Wait::cond;
}

} // namespace

std::string_view
wait_for_look(const BlockedCode& code, const Goroutine& goroutine)
{
  return looks_by_time(code, goroutine)
             ? "; it ends at its next look, so wait for it where that is far off"
             : "";
}

void
advise_on_looks(Advice& advice, const BlockedCode& code, const Goroutine& goroutine,
                SourceNames& sources)
{
  const Frame* blocked = blocked_frame(goroutine, sources);
  if (blocked == nullptr || code.looks.empty()) {
    return;
  }
  const std::string file = sources.place(*blocked).file;
  const CodeCase& look = code.looks.front();
  if (look.channel.never_closed) {
    const auto& calls = look.channel.closed.empty() ? look.channel.cancelled : look.channel.closed;
    advice.why = fmt::format("it asks for {} ({}:{}), and what brings that about signals nobody",
                             look.text, file, look.line);
    advice.fix = fmt::format("Broadcast behind {}:{} in {}, and call that in t.Cleanup",
                             sources.file(Name(calls.front().file)).shown, calls.front().line,
                             calls.front().function);
    return;
  }
  if (looks_by_time(code, goroutine) && look.op == CodeCase::Op::otherwise) {
    advice.why = fmt::format("its loop ends where `{}` holds ({}:{}), and that does not come",
                             look.text, file, look.line);
    advice.fix =
        "bring that about in t.Cleanup and wait for it; where the test cannot, select on a "
        "done channel beside a timer, and close that";
  }
}

} // namespace leakgate::rules
