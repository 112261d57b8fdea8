#include "rules/code/code_words.hpp"

#include "rules/code/closers.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

namespace leakgate::rules {

namespace {

using Op = CodeCase::Op;
using Kind = CodeFacts::Kind;

bool
is_time(ChannelKind kind)
{
  return kind == ChannelKind::ticker || kind == ChannelKind::tick || kind == ChannelKind::timer ||
         kind == ChannelKind::after;
}

// Gives times, and package time did not make it as far as the source tells: a mock clock's, or that
// of somebody's ticker.
bool
is_foreign_time(const ChannelFacts& channel)
{
  return channel.kind == ChannelKind::after && channel.element == "time.Time";
}

// Fires once, and by itself.
bool
is_timer(ChannelKind kind)
{
  return kind == ChannelKind::timer || kind == ChannelKind::after;
}

bool
is_closed_by_a_call(const CodeCase& each)
{
  return std::ranges::any_of(each.channel.closed, is_callable);
}

bool
is_told_by_a_call(const CodeCase& each)
{
  return std::ranges::any_of(each.channel.sent, is_callable);
}

bool
is_empty_struct(const CodeCase& each)
{
  return each.channel.element == "struct{}";
}

bool
leaves(const CodeCase& each)
{
  return each.leaves == Leaves::always;
}

bool
is_slot(const CodeCase& each)
{
  return is_empty_struct(each) && each.channel.received_here && each.channel.room != Room::none;
}

// A channel that may have room, and from which another function receives, may be either.
bool
is_signal(const CodeCase& each)
{
  return is_empty_struct(each) && !is_slot(each) &&
         !(each.channel.room != Room::none && each.channel.received_elsewhere);
}

// Nothing comes back to the line.
bool
goes_on(const BlockedCode& code)
{
  return !code.loops && std::ranges::all_of(code.cases, leaves);
}

bool
may_leave(const CodeCase& each)
{
  return each.leaves != Leaves::never;
}

// What makes a word true of a case.
struct Word
{
  std::string_view text;
  std::string_view meaning;
  bool (*holds)(const BlockedCode& code, const CodeCase& each);
};

// Of the exits, in this order, the first that a case has is the one.
constexpr std::array<Word, 7> k_exits = {{
    {"timed-exit",
     "has a case on a timer and is not come back to, or that timer was made before the loop and "
     "leaves it",
     [](const BlockedCode& code, const CodeCase& each) {
       return code.kind == Kind::select && is_timer(each.channel.kind) &&
              (goes_on(code) || (!code.loops && leaves(each) && each.channel.made_once));
     }},
    {"context-exit", "has a case on a context that leaves, or waits for a context",
     [](const BlockedCode&, const CodeCase& each) {
       return each.op == Op::receive && each.channel.kind == ChannelKind::context && leaves(each);
     }},
    {"channel-exit",
     "has a case that leaves and receives, from neither a context nor a timer, without using the "
     "value, or one that a function of the package sends to end it",
     [](const BlockedCode& code, const CodeCase& each) {
       return code.kind == Kind::select && each.op == Op::receive &&
              (!each.binds || is_told_by_a_call(each)) && !is_time(each.channel.kind) &&
              each.channel.element != "time.Time" && leaves(each);
     }},
    {"until-closed", "is left when its channel is found closed",
     [](const BlockedCode&, const CodeCase& each) { return each.leaves == Leaves::when_closed; }},
    {"one-shot", "is not come back to: it goes on with whatever comes",
     [](const BlockedCode& code, const CodeCase& each) {
       return goes_on(code) && each.op != Op::call;
     }},
    {"some-exit", "is left for good on some paths only",
     [](const BlockedCode&, const CodeCase& each) {
       return may_leave(each) && each.op != Op::call;
     }},
    {"no-exit", "comes back to the same line whatever comes",
     [](const BlockedCode&, const CodeCase& each) {
       return each.leaves == Leaves::never && each.op != Op::call;
     }},
}};

template <ChannelKind kind>
bool
waits_for(const BlockedCode&, const CodeCase& each)
{
  return each.op == Op::receive && each.channel.kind == kind;
}

constexpr std::array<Word, 16> k_others = {{
    {"call-stays", "calls, comes back to the call, and no path leaves that loop",
     [](const BlockedCode&, const CodeCase& each) {
       return each.op == Op::call && each.leaves == Leaves::never;
     }},
    {"call-leaves", "calls, and comes back to the call unless some path leaves that loop",
     [](const BlockedCode&, const CodeCase& each) {
       return each.op == Op::call && each.leaves == Leaves::may;
     }},
    {"closed-by-call",
     "the channel on which it is left is closed in the package by a function that no `go` "
     "statement runs, or such a function sends what leaves the loop",
     [](const BlockedCode&, const CodeCase& each) {
       return each.op == Op::receive &&
              (((leaves(each) ? !each.binds || each.asks : may_leave(each)) &&
                is_closed_by_a_call(each)) ||
               (may_leave(each) && is_told_by_a_call(each)));
     }},
    {"plain", "receives from a channel that is neither a context's nor a timer's",
     [](const BlockedCode& code, const CodeCase& each) {
       return code.kind != Kind::select && each.op == Op::receive && !is_time(each.channel.kind) &&
              each.channel.kind != ChannelKind::context;
     }},
    {"ticks", "receives from a ticker, a timer, time.After or time.Tick",
     [](const BlockedCode&, const CodeCase& each) {
       return each.op == Op::receive && is_time(each.channel.kind);
     }},
    {"ticker", "receives from a time.Ticker", waits_for<ChannelKind::ticker>},
    {"timer", "receives from a time.Timer", waits_for<ChannelKind::timer>},
    {"time-after", "receives from time.After",
     [](const BlockedCode&, const CodeCase& each) {
       return each.op == Op::receive && each.channel.kind == ChannelKind::after &&
              !is_foreign_time(each.channel);
     }},
    {"times", "receives times from a channel that package time did not make, as far as is known",
     [](const BlockedCode&, const CodeCase& each) {
       return each.op == Op::receive && is_foreign_time(each.channel);
     }},
    {"notified", "receives from a channel that signal.Notify was given",
     [](const BlockedCode&, const CodeCase& each) {
       return each.op == Op::receive && each.channel.notified;
     }},
    {"time-tick", "receives from time.Tick", waits_for<ChannelKind::tick>},
    {"takes-values", "uses the values that it receives",
     [](const BlockedCode& code, const CodeCase& each) {
       return code.kind != Kind::select && each.op == Op::receive && each.binds;
     }},
    {"offers", "has a case that sends",
     [](const BlockedCode& code, const CodeCase& each) {
       return code.kind == Kind::select && each.op == Op::send;
     }},
    {"slot",
     "sends an empty struct to a channel from which the same function also receives, and which is "
     "not known to be without room",
     [](const BlockedCode& code, const CodeCase& each) {
       return code.kind == Kind::send && is_slot(each);
     }},
    {"plain-send", "sends what is neither a slot nor a signal",
     [](const BlockedCode& code, const CodeCase& each) {
       return code.kind == Kind::send && !is_empty_struct(each);
     }},
    {"signal", "sends an empty struct, and is no slot",
     [](const BlockedCode& code, const CodeCase& each) {
       return code.kind == Kind::send && is_signal(each);
     }},
}};

constexpr std::string_view k_library = "library";
constexpr std::string_view k_library_meaning = "lies outside of the modules that are tested";
constexpr std::string_view k_dependency = "dependency";
constexpr std::string_view k_dependency_meaning =
    "lies in a module that is neither tested nor Go's own (golang.org/x is)";
constexpr std::string_view k_own_call = "own-call";
constexpr std::string_view k_own_call_meaning =
    "was called there by a line of the modules that are tested";

const Word*
word_named(std::string_view text)
{
  for (const auto& words : {std::span<const Word>(k_exits), std::span<const Word>(k_others)}) {
    const auto found = std::ranges::find(words, text, &Word::text);
    if (found != words.end()) {
      return &*found;
    }
  }
  return nullptr;
}

const CodeCase*
first_with(const BlockedCode& code, const Word& word)
{
  const auto found = std::ranges::find_if(
      code.cases, [&](const CodeCase& each) { return word.holds(code, each); });
  return found == code.cases.end() ? nullptr : &*found;
}

Leaves
through(Leaves inner, Leaves outer)
{
  if (inner == Leaves::never || outer == Leaves::never) {
    return Leaves::never;
  }
  return inner;
}

} // namespace

BlockedCode
with_callers(const CodeFacts& blocked, const std::vector<const CodeFacts*>& callers)
{
  BlockedCode out{blocked.kind, blocked.cases, blocked.kind == CodeFacts::Kind::range, false};
  for (const CodeFacts* caller : callers) {
    std::ranges::copy(caller->cases, std::back_inserter(out.calls));
    for (CodeCase& each : out.cases) {
      const bool known = caller->cases.size() == 1;
      const Leaves outer = known ? caller->cases.front().leaves : Leaves::may;
      out.loops = out.loops || outer != Leaves::always;
      each.leaves = through(each.leaves, outer);
    }
  }
  return out;
}

std::vector<std::string>
code_words(const BlockedCode& code)
{
  if (code.library) {
    std::vector<std::string> words = {std::string(k_library)};
    if (code.dependency) {
      words.emplace_back(k_dependency);
    }
    if (code.own_call) {
      words.emplace_back(k_own_call);
    }
    return words;
  }
  std::vector<std::string> words;
  for (const Word& word : k_exits) {
    if (first_with(code, word) != nullptr) {
      words.emplace_back(word.text);
      break;
    }
  }
  for (const Word& word : k_others) {
    if (first_with(code, word) != nullptr) {
      words.emplace_back(word.text);
    }
  }
  std::ranges::sort(words);
  return words;
}

std::string_view
meaning_of(std::string_view word)
{
  const Word* found = word_named(word);
  return word == k_library      ? k_library_meaning
         : word == k_dependency ? k_dependency_meaning
         : word == k_own_call   ? k_own_call_meaning
         : found == nullptr     ? std::string_view()
                                : found->meaning;
}

const CodeCase*
case_of(const BlockedCode& code, std::string_view word)
{
  const Word* found = word_named(word);
  return found == nullptr ? nullptr : first_with(code, *found);
}

} // namespace leakgate::rules
