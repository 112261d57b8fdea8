#include "rules/findings/forgotten_channel.hpp"

#include "rules/code/closers.hpp"
#include "rules/findings/ending_calls.hpp"
#include "rules/findings/own_close.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/blocked_place.hpp"
#include "rules/stacks/called_place.hpp"
#include "rules/stacks/start_chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

namespace {

// Of the functions that forget the channel the one that the leaking test comes to.
const ClosingCall*
forgotten_by_test(const BlockedCode& code, const Goroutine& goroutine)
{
  const std::vector<std::string> own = functions_around(goroutine);
  for (const CodeCase& each : code.cases) {
    for (const ClosingCall& call : each.channel.forgotten) {
      if (each.op == CodeCase::Op::receive && is_reached(call, own)) {
        return &call;
      }
    }
  }
  return nullptr;
}

// Of what is not come back to nobody knows who sends.
bool
comes_back(const BlockedCode& code)
{
  return code.loops || std::ranges::any_of(code.cases, [](const CodeCase& each) {
           return each.leaves == Leaves::never || each.leaves == Leaves::may;
         });
}

// The way out by a channel that nothing closes, or null.
const CodeCase*
never_closed(const Pattern& pattern, const BlockedCode& code)
{
  for (const std::string_view word : {"until-closed", "channel-exit"}) {
    const CodeCase* found = case_of(code, word);
    const bool asked = asks_for(pattern, {word}) && (comes_back(code) || word == "until-closed");
    if (asked && found != nullptr && found->channel.never_closed && found->channel.sent.empty() &&
        !found->channel.notified) {
      return found;
    }
  }
  return nullptr;
}

// Where others send on it.
std::string
select_on_done(const ChannelFacts& channel, SourceNames& sources)
{
  const ClosingCall& send = channel.sent_by.front();
  return fmt::format("a close would make the goroutines panic that send on it ({}:{}), so select "
                     "on a done channel beside the receive and beside that send",
                     sources.file(Name(send.file)).shown, send.line);
}

// How it can be closed. Of a field nobody knows which value is the last: methods send as often as
// they are called.
std::string
how_to_close(const CodeCase& unclosed, const Goroutine& goroutine, SourceNames& sources)
{
  const ChannelFacts& channel = unclosed.channel;
  const std::string_view by_body =
      unclosed.by_body ? "; or bring it to the return or break in its body" : "";
  if (const Feeder& feeder = channel.feeder; !feeder.expression.empty()) {
    const std::string at = fmt::format("{}:{}", sources.file(Name(feeder.file)).shown, feeder.line);
    return feeder.function.empty()
               ? fmt::format("write defer close({}) first in the goroutine that sends on it ({})",
                             feeder.expression, at)
               : fmt::format("write defer close({}) first in {} ({}), which alone sends on it",
                             feeder.expression, feeder.function, at);
  }
  if (!channel.own.expression.empty()) {
    return fmt::format("{}.Cleanup(func() {{ close({}) }}) after {}:{}{}", channel.own.testing,
                       channel.own.expression, sources.file(Name(channel.own.file)).shown,
                       channel.own.line, by_body);
  }
  const std::size_t dot = channel.field.find('.');
  const bool is_field =
      dot != std::string::npos || channel.expression.find('.') != std::string::npos;
  std::string owner = dot == std::string::npos
                          ? "its owner"
                          : type_for_test(channel.field.substr(0, dot), goroutine, sources);
  owner = owner.empty() ? "what the test holds" : owner;
  if (!channel.sent_by.empty()) {
    return fmt::format("{}, and close that one in a Close or Stop of {} that the test calls",
                       select_on_done(channel, sources), owner);
  }
  return fmt::format("close it {}in a Close or Stop of {} that the test calls{}",
                     is_field ? "" : "where the last value was sent, or ", owner, by_body);
}

// Where the channel is to be had, of which only the rule is known.
void
name_channel(Advice& advice, const CodeCase* unclosed, const BlockedCode& code,
             const Goroutine& goroutine, SourceNames& sources)
{
  if (unclosed != nullptr) {
    const Frame* blocked = blocked_frame(goroutine, sources);
    const std::string of = blocked == nullptr ? "" : " of " + declared_name(*blocked);
    advice.fix = fmt::format("nothing in its package closes {}{}: {}", unclosed->channel.expression,
                             of, how_to_close(*unclosed, goroutine, sources));
    return;
  }
  const auto sends = [](const CodeCase& each) {
    return each.op == CodeCase::Op::send && each.channel.made_line > 0;
  };
  const auto sent = std::ranges::find_if(code.cases, sends);
  if (sent != code.cases.end() && sent->leaves == Leaves::always) {
    advice.fix +=
        fmt::format("; {} is made at {}:{}", sent->channel.expression,
                    sources.file(Name(sent->channel.made_file)).shown, sent->channel.made_line);
  }
}

} // namespace

void
advise_on_unclosed(Advice& advice, const Pattern& pattern, const BlockedCode& code,
                   const Goroutine& goroutine, const EditPlace& edit, const CodeFactsAt& facts_at,
                   SourceNames& sources)
{
  const CodeCase* unclosed = never_closed(pattern, code);
  if (unclosed == nullptr ||
      !advise_on_unclosed_field(advice, unclosed->channel, goroutine, edit, facts_at, sources)) {
    name_channel(advice, unclosed, code, goroutine, sources);
  }
}

bool
advise_on_forgotten(Advice& advice, const BlockedCode& code, const Goroutine& goroutine,
                    SourceNames& sources)
{
  const ClosingCall* found = forgotten_by_test(code, goroutine);
  if (found == nullptr) {
    return false;
  }
  const std::string at = fmt::format("{}:{}", sources.file(Name(found->file)).shown, found->line);
  advice.why =
      fmt::format("it ends when its channel is closed; {} forgets the channel ({}) and does "
                  "not close it",
                  found->function, at);
  advice.fix = fmt::format("close the channel in {} before {} takes it out", found->function, at);
  return true;
}

bool
advise_on_lost(Advice& advice, const Goroutine& goroutine, const CodeFactsAt& facts_at,
               SourceNames& sources)
{
  const Wait wait = goroutine.wait;
  const bool waits = wait == Wait::select || wait == Wait::chan_receive || wait == Wait::io ||
                     wait == Wait::sleep || is_running(wait);
  const std::vector<Frame> frames = frames_from_test(goroutine);
  for (std::size_t i = 0; facts_at && waits && i + 2 < frames.size(); ++i) {
    const Frame& function = frames[i + 1];
    if (!sources.file(frames[i]).test || sources.file(function).test ||
        !in_main_module(frames[i], sources) || !in_main_module(function, sources)) {
      continue;
    }
    const auto name = [](const Frame& frame) { return declared_name(frame); };
    const Place test = sources.place(frames[i]);
    const CodeFacts* facts = facts_at({test.file,
                                       test.line,
                                       "lost",
                                       {name(function), std::string(function.file.view()),
                                        std::to_string(function.line), name(frames[i + 2])}});
    if (facts != nullptr && !facts->ending.call.empty()) {
      const EndingCode& lost = facts->ending;
      const std::string at = fmt::format("{}:{}", sources.file(Name(lost.file)).shown, lost.line);
      advice.why += fmt::format("; {} drops {} where it returns an error ({}), as the test expects",
                                lost.function, lost.keep, at);
      advice.fix =
          fmt::format("call {} before the return at {}, as far as that ends it", lost.call, at);
      return true;
    }
  }
  return false;
}

} // namespace leakgate::rules
