#include "rules/findings/closing_words.hpp"

#include "gate/base/text.hpp"
#include "rules/findings/ending_calls.hpp"
#include "rules/findings/fix_words.hpp"
#include "rules/names/symbol.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

namespace {

// What is said of errors where nobody knows what the loop does.
void
drop_guess(std::string& fix)
{
  constexpr std::string_view k_guess =
      "; where the loop goes on after an error, return on errors.Is(err, net.ErrClosed) first";
  if (const std::size_t at = fix.find(k_guess); at != std::string::npos) {
    fix.erase(at, k_guess.size());
  }
}

// Of those that send on the channel: tests whose line is an example of it, or what a `go` statement
// runs. Of a variable of a function there is no other channel to be an example of.
std::vector<std::string>
givers(const ChannelFacts& channel, bool tests, SourceNames& sources)
{
  constexpr std::size_t k_most = 2;
  std::vector<std::string> out;
  std::vector<std::string_view> functions;
  for (const ClosingCall& call : channel.given) {
    const bool test = call.test && !call.function.starts_with('('); // and no method for others
    const bool fits = tests ? test && !channel.field.empty() : test || call.goroutine;
    if (fits && out.size() < k_most &&
        std::ranges::find(functions, call.function) == functions.end()) {
      functions.emplace_back(call.function);
      out.push_back(fmt::format("{}{} ({}:{})", call.function, tests ? " does" : "",
                                sources.file(Name(call.file)).shown, call.line));
    }
  }
  return out;
}

} // namespace

void
add_failure(Advice& advice, const FailingCall& failing)
{
  if (failing.failure.kind != FailureCode::Kind::unknown) {
    drop_guess(advice.fix);
  }
  const std::string at = shown_place(failing.at);
  switch (failing.failure.kind) {
  case FailureCode::Kind::unknown:
  case FailureCode::Kind::leaves: return;
  case FailureCode::Kind::reports:
    advice.fix += fmt::format("; and return on errors.Is(err, net.ErrClosed) before the error "
                              "fails the test ({})",
                              at);
    return;
  case FailureCode::Kind::panics:
    advice.fix +=
        fmt::format("; and return where the call fails, before {} sends on a channel that "
                    "the test closes: that would panic",
                    at);
    return;
  case FailureCode::Kind::stuck:
    advice.fix += fmt::format("; and give the channel room on which {} sends then, as only the "
                              "test receives from it",
                              at);
    return;
  case FailureCode::Kind::stays:
    advice.why += "; its loop goes on when the call fails, so that closing alone makes it spin";
    advice.fix =
        fmt::format("first return from the loop where the call fails ({}{}), then {}", at,
                    failing.failure.checked ? "" : ": nobody looks at its error", advice.fix);
    return;
  }
}

void
advise_on_busy_loop(Advice& advice, const FailingCall& spinning)
{
  if (spinning.failure.kind != FailureCode::Kind::stays) {
    return;
  }
  advice.why = "its loop goes on when its call fails, and that fails at once since what it waited "
               "at was closed";
  advice.fix =
      fmt::format("return from the loop where the call fails ({})", shown_place(spinning.at));
}

bool
advise_on_missed_close(Advice& advice, const BlockedCode& code, const Goroutine& goroutine,
                       SourceNames& sources)
{
  const std::vector<std::string> own = functions_around(goroutine);
  for (const CodeCase& each : code.cases) {
    // Of a call it is the Close of what that waits at, which is no channel and has no name here.
    const bool is_channel = each.op != CodeCase::Op::call && !each.channel.expression.empty();
    for (const ClosingCall& call : each.channel.closed) {
      if (!is_channel || !call.test || call.deferred || call.goroutine ||
          std::ranges::find(own, call.function) == own.end()) {
        continue;
      }
      const std::string at = fmt::format("{}:{}", sources.file(Name(call.file)).shown, call.line);
      advice.why = fmt::format("{} closes {} at {}, and did not come there", call.function,
                               each.channel.expression, at);
      advice.fix = fmt::format("make that close a function, stop := sync.OnceFunc(func() {{ "
                               "close({}) }}), that is called at {} and by t.Cleanup(stop)",
                               each.channel.expression, at);
      return true;
    }
  }
  return false;
}

bool
advise_on_kept_to_itself(Advice& advice, const std::vector<EndingCalls>& ways,
                         const Goroutine& goroutine, const CodeFactsAt& facts_at,
                         SourceNames& sources)
{
  const KeptToItself kept = kept_to_itself(goroutine, facts_at, sources);
  if (kept.called.empty()) {
    return false;
  }
  const std::string type(receiver_of(kept.ends));
  advice.why += fmt::format("; {} makes a {} ({}) and keeps it to itself", kept.called, type,
                            shown_place(kept.at));
  const auto short_name = [](std::string_view name) { return name.substr(name.rfind('.') + 1); };
  const bool sure = std::ranges::any_of(ways, [&](const EndingCalls& ending) {
    return std::ranges::any_of(ending.calls, [&](const ClosingCall* call) {
      return std::ranges::find(call->owners, kept.ends, &Owner::function) != call->owners.end();
    });
  });
  const std::string_view doubt = sure ? "" : ", as far as that ends it";
  const std::string& made = kept.maker.empty() ? type : kept.maker;
  if (!kept.own && !(is_exported(made) && is_exported(kept.runs))) {
    advice.fix = fmt::format("let {} hand out what it makes, and call its {} in t.Cleanup{}",
                             kept.called, short_name(kept.ends), doubt);
    return true;
  }
  advice.fix =
      fmt::format("in place of {} make the {} in the test{}, let the goroutine call its "
                  "{}, and call its {} in t.Cleanup{}",
                  kept.called, type, kept.maker.empty() ? "" : fmt::format(" ({})", kept.maker),
                  short_name(kept.runs), short_name(kept.ends), doubt);
  return true;
}

bool
advise_on_closer_that_runs(Advice& advice, const BlockedCode& code, SourceNames& sources)
{
  const auto at_its_end = [](const ClosingCall& call) { return call.goroutine && call.deferred; };
  for (const CodeCase& each : code.cases) {
    const auto& closed = each.channel.closed;
    if (each.op != CodeCase::Op::receive || closed.empty() || each.channel.expression.empty() ||
        !std::ranges::all_of(closed, at_its_end)) {
      continue;
    }
    const ClosingCall& call = closed.front();
    advice.why =
        fmt::format("{} closes {} when it returns ({}:{}), and did not return", call.function,
                    each.channel.expression, sources.file(Name(call.file)).shown, call.line);
    advice.fix = fmt::format("end what {} waits for", call.function);
    return true;
  }
  return false;
}

bool
advise_on_given(Advice& advice, const BlockedCode& code, SourceNames& sources)
{
  const bool sends = code.kind == CodeFacts::Kind::send;
  if ((!sends && code.kind != CodeFacts::Kind::receive) || code.cases.size() != 1 ||
      code.cases.front().leaves == Leaves::never || code.cases.front().channel.notified) {
    return false;
  }
  const ChannelFacts& channel = code.cases.front().channel;
  const std::string& name = channel.field.empty() ? channel.expression : channel.field;
  const std::vector<std::string> tests = givers(channel, true, sources);
  const std::vector<std::string> all = givers(channel, false, sources);
  if (sends && !tests.empty()) {
    advice.fix =
        fmt::format("receive from it before the test ends, as {}, or give the channel room "
                    "for the value",
                    text::join(tests, " and "));
  }
  if (sends || all.empty()) {
    return false;
  }
  advice.why = fmt::format("it goes on when something is sent on {}, and nobody sends here", name);
  advice.fix =
      tests.empty()
          ? fmt::format("see that {} comes to its send as often as somebody waits for it, "
                        "or select on ctx.Done() beside the receive",
                        text::join(all, " or "))
          : fmt::format("send on it before the test ends, as {}", text::join(tests, " and "));
  return true;
}

void
add_made_inside(Advice& advice, const BlockedCode& code, const Goroutine& goroutine,
                SourceNames& sources)
{
  const auto found = std::ranges::find_if(
      code.cases, [](const CodeCase& each) { return each.channel.made_inside; });
  if (found == code.cases.end() || !goroutine.created_by) {
    return;
  }
  const ChannelFacts& channel = found->channel;
  advice.why += fmt::format("; the goroutine makes {} itself ({}:{}), and a call before that does "
                            "not reach it",
                            channel.expression, sources.file(Name(channel.made_file)).shown,
                            channel.made_line);
  advice.fix =
      fmt::format("first make {} before the go statement ({}), then {}", channel.expression,
                  shown_place(sources.place(*goroutine.created_by)), advice.fix);
}

} // namespace leakgate::rules
