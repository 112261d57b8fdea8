#include "rules/findings/blocked_code.hpp"

#include "rules/names/symbol.hpp"
#include "rules/stacks/blocked_place.hpp"
#include "rules/stacks/called_place.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

namespace {

// So many lines that called the blocked one are looked at.
constexpr std::size_t k_callers = 8;

std::string_view
query_word(Wait wait)
{
  switch (wait) {
  case Wait::select: return "select";
  case Wait::chan_send:
  case Wait::chan_send_nil: return "send";
  case Wait::chan_receive:
  case Wait::chan_receive_nil: return "receive";
  default: return "call";
  }
}

// `started` is the `go` statement: of several calls that hand a function its channel, that one
// counts.
const CodeFacts*
ask(const Place& place, std::string_view word, const std::vector<std::string>& started,
    const CodeFactsAt& facts_at)
{
  return facts_at && place.known() ? facts_at({place.file, place.line, std::string(word), started})
                                   : nullptr;
}

std::vector<std::string>
started_at(const Goroutine& goroutine, SourceNames& sources)
{
  if (!goroutine.created_by || !in_main_module(*goroutine.created_by, sources)) {
    return {};
  }
  const Place place = sources.place(*goroutine.created_by);
  return {place.file, std::to_string(place.line)};
}

// What wakes by itself, or is woken to look: what it looks for ends it.
bool
looks_again(Wait wait, const CodeFacts& facts)
{
  const bool ticks =
      facts.cases.size() == 1 && (facts.cases[0].channel.kind == ChannelKind::ticker ||
                                  facts.cases[0].channel.kind == ChannelKind::tick ||
                                  facts.cases[0].channel.kind == ChannelKind::timer ||
                                  facts.cases[0].channel.kind == ChannelKind::after);
  return wait == Wait::sleep || wait == Wait::cond ||
         (ticks && facts.cases[0].leaves == Leaves::may);
}

// Closing ends what leaves when it is closed, and a receive that always leaves: it gets a value.
bool
ends_it(const CodeCase& each)
{
  return each.op == CodeCase::Op::receive &&
         (each.leaves == Leaves::always || each.leaves == Leaves::when_closed ||
          each.leaves == Leaves::may);
}

// A timer is nobody who could have ended it, where somebody could.
bool
is_times(const CodeCase& each)
{
  return each.channel.element == "time.Time" || each.channel.kind == ChannelKind::timer ||
         each.channel.kind == ChannelKind::after;
}

// A value that is handed to a caller who may come back for the next one.
bool
is_next_value(const CodeCase& each, const BlockedCode& code)
{
  return code.loops && each.binds && each.leaves == Leaves::always;
}

// What a test closes by hand says little, where the package does it too.
std::vector<ClosingCall>
told_closings(const std::vector<ClosingCall>& all)
{
  std::vector<ClosingCall> out;
  std::ranges::remove_copy_if(all, std::back_inserter(out), &ClosingCall::test);
  return out.empty() ? all : out;
}

WayOut
way_out(const CodeCase& each, const Place& at, SourceNames& sources)
{
  WayOut way;
  way.code = each.text;
  way.at = {at.function, at.file, each.line};
  way.certain = each.leaves != Leaves::may;
  for (const ClosingCall& call : told_closings(each.channel.closed)) {
    way.closed.push_back({call.function, sources.file(Name(call.file)).shown, call.line});
  }
  return way;
}

} // namespace

GoroutineCode
code_of(const Goroutine& goroutine, Wait wait, const CodeFactsAt& facts_at, SourceNames& sources)
{
  GoroutineCode out;
  const Frame* blocked = blocked_frame(goroutine, sources);
  if (blocked == nullptr) {
    return out;
  }
  out.at = sources.place(*blocked);
  if (!in_main_module(*blocked, sources)) {
    // `go wg.Wait()` is nobody's but its starter's, though sync is a library as well.
    const std::string_view package = split_symbol(blocked->function.view()).package;
    out.code.library = package != "sync";
    out.code.dependency = !sources.is_standard(*blocked) && !package.starts_with("golang.org/x/");
    out.code.own_call =
        std::any_of(blocked, goroutine.frames.data() + goroutine.frames.size(),
                    [&](const Frame& frame) { return in_main_module(frame, sources); });
    return out;
  }
  const std::vector<std::string> started = started_at(goroutine, sources);
  const bool innermost = blocked == &goroutine.frames.front();
  const CodeFacts* facts = ask(out.at, innermost ? query_word(wait) : "call", started, facts_at);
  std::vector<const CodeFacts*> callers;
  for (const Frame* frame = blocked + 1;
       frame != goroutine.frames.data() + goroutine.frames.size() && callers.size() < k_callers;
       ++frame) {
    if (!in_main_module(*frame, sources)) {
      continue;
    }
    if (const CodeFacts* caller = ask(sources.place(*frame), "call", started, facts_at)) {
      callers.push_back(caller);
    }
  }
  if (facts != nullptr) {
    out.code = with_callers(*facts, callers);
    out.statement = facts->statement;
    const CodeFacts* looks =
        looks_again(wait, *facts) ? ask(out.at, "looks", {}, facts_at) : nullptr;
    out.code.looks = looks == nullptr ? std::vector<CodeCase>() : looks->cases;
  }
  return out;
}

bool
is_stuck_in_send(const Goroutine& goroutine, const CodeFactsAt& facts_at, SourceNames& sources)
{
  if (goroutine.wait != Wait::chan_send) {
    return false;
  }
  const BlockedCode code = code_of(goroutine, goroutine.wait, facts_at, sources).code;
  return code.kind == CodeFacts::Kind::send &&
         std::ranges::all_of(code.cases, [](const CodeCase& each) {
           return each.leaves != Leaves::never && each.leaves != Leaves::unknown;
         });
}

std::vector<WayOut>
ways_out(const GoroutineCode& goroutine, SourceNames& sources)
{
  std::vector<WayOut> out;
  const auto& cases = goroutine.code.cases;
  const auto weak = [&](const CodeCase& each) {
    return is_times(each) || is_next_value(each, goroutine.code);
  };
  const bool others = std::ranges::any_of(
      cases, [&](const CodeCase& each) { return ends_it(each) && !weak(each); });
  for (const CodeCase& each : cases) {
    if (!ends_it(each) || (others && weak(each))) {
      continue;
    }
    out.push_back(way_out(each, goroutine.at, sources));
  }
  for (const CodeCase& look : goroutine.code.looks) {
    if (look.op == CodeCase::Op::receive) {
      out.push_back(way_out(look, goroutine.at, sources));
    }
  }
  return out;
}

} // namespace leakgate::rules
