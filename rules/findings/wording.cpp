#include "rules/findings/wording.hpp"

#include <fmt/format.h>

namespace leakgate::rules {

namespace {

constexpr std::string_view k_goroutine = "goroutine";

std::string
verb_for(Wait wait, std::string_view state, bool forever)
{
  switch (wait) {
  case Wait::running: return "still running";
  case Wait::sleep: return "still sleeping";
  case Wait::io: return "still waiting for I/O";
  case Wait::syscall: return "still inside of a system call";
  case Wait::unknown: return state.empty() ? "still there" : fmt::format("still in {}", state);
  default: break;
  }
  return fmt::format("{} in {}", forever ? "blocked forever" : "still blocked", state);
}

// What waits at nothing was met elsewhere only before it came there: it goes round no loop.
bool
has_no_way_on(Wait wait)
{
  return wait == Wait::select_no_cases || wait == Wait::chan_receive_nil ||
         wait == Wait::chan_send_nil;
}

} // namespace

std::string
message_for(std::string_view subject, std::string_view state, Wait wait, bool moving,
            std::int64_t proven, std::int64_t count)
{
  const std::string verb = moving && wait != Wait::running && proven == 0 && !has_no_way_on(wait)
                               ? fmt::format("still looping in {}", state)
                               : verb_for(wait, state, proven == count && count > 0);
  std::string out = fmt::format("{} {}", subject.empty() ? k_goroutine : subject, verb);
  if (proven > 0 && proven < count) {
    out += fmt::format(" ({} of {} proven)", proven, count);
  }
  return out;
}

} // namespace leakgate::rules
