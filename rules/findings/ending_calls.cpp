#include "rules/findings/ending_calls.hpp"

#include "rules/code/closers.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/blocked_place.hpp"
#include "rules/stacks/called_place.hpp"
#include "rules/stacks/start_chain.hpp"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

namespace leakgate::rules {

namespace {

constexpr std::size_t k_most_calls = 2;
constexpr std::string_view k_accept_loop = "accept-loop";
constexpr std::size_t k_most_reached = 64; // as many as are followed: there may be more

bool
is_same_type(std::string_view a, std::string_view b)
{
  return !a.empty() && a == b;
}

struct Called
{
  std::string_view function;
  bool by_test = false; // the first one that is no part of the test: its result the test holds
  bool entry = false;   // the first one that is no part of the test
  std::string caller;   // of the first one: what called it, if that was no test
};

// The functions of the channel's package from the test to where the goroutine is, outermost first.
std::vector<Called>
chain_in(std::string_view package, const Goroutine& goroutine, SourceNames& sources)
{
  std::vector<Called> chain;
  const std::vector<Frame> frames = frames_from_test(goroutine);
  const auto is_test = [&](const Frame& frame) { return sources.file(frame).test; };
  const bool from_test = std::ranges::any_of(frames, is_test);
  std::string caller; // no test
  bool found = false;
  for (const Frame& frame : frames) {
    const Symbol symbol = split_symbol(frame.function.view());
    if (symbol.package == package) {
      Called called{symbol.name, is_test(frame), false, ""};
      // Helpers of the test hand on what they hold, as the first function behind them does.
      if (!called.by_test && !found) {
        found = true;
        called.entry = true;
        called.by_test = caller.empty();
        called.caller = caller;
      }
      chain.push_back(std::move(called));
    }
    const bool own = from_test && !is_test(frame) && in_main_module(frame, sources);
    caller = own ? declared_name(symbol.name) : is_test(frame) ? "" : caller;
  }
  return chain;
}

bool
is_held_after(std::string_view function, const Owner& owner)
{
  return std::ranges::find(owner.makers, declared_name(function)) != owner.makers.end() ||
         is_same_type(receiver_of(owner.function), receiver_of(function));
}

bool
tests_itself(std::string_view package, const Goroutine& goroutine, SourceNames& sources)
{
  return std::ranges::any_of(frames_from_test(goroutine), [&](const Frame& frame) {
    return sources.file(frame).test && in_package(frame.function.view(), package);
  });
}

// What is not exported only tests of the same package can call.
bool
can_call(const Owner& owner, std::string_view package, const Goroutine& goroutine,
         SourceNames& sources)
{
  const std::string_view type = receiver_of(owner.function);
  const bool exported =
      is_exported(owner.function) && (type.empty() || is_exported(type) || !owner.makers.empty());
  return exported || tests_itself(package, goroutine, sources);
}

// A function that makes it inside of what it returns.
bool
is_made_in(std::string_view function, const Owner& owner)
{
  return std::ranges::find(owner.creators, declared_name(function)) != owner.creators.end();
}

// What the call would wait for in vain. Only the tests of the package itself show all that they
// call.
const Awaited*
hangs_at(const Owner& owner, const std::vector<std::string>& own)
{
  const auto comes = [&](const Awaited& wait) {
    return wait.by.size() >= k_most_reached || std::ranges::any_of(wait.by, [&](const auto& each) {
             return std::ranges::find(own, each) != own.end();
           });
  };
  const auto found = std::ranges::find_if_not(owner.waits, comes);
  return found == owner.waits.end() ? nullptr : &*found;
}

bool
is_usual_name(std::string_view function)
{
  const std::string_view name = function.substr(function.rfind('.') + 1);
  return name == "Close" || name == "Stop" || name == "Shutdown";
}

// The calls that can be made after that function, those for other packages before the others.
std::vector<const Owner*>
owners_after(std::string_view function, const std::vector<const ClosingCall*>& calls,
             const std::vector<std::string>& own,
             bool (*fits)(std::string_view function, const Owner& owner))
{
  std::vector<const Owner*> found;
  for (const ClosingCall* call : calls) {
    for (const Owner& owner : call->owners) {
      const bool is_new = std::ranges::none_of(
          found, [&](const Owner* other) { return other->function == owner.function; });
      if (is_new && fits(function, owner) && std::ranges::find(own, owner.function) == own.end()) {
        found.push_back(&owner);
      }
    }
  }
  if (std::ranges::any_of(found, [](const Owner* each) { return is_exported(each->function); })) {
    std::erase_if(found, [](const Owner* each) { return !is_exported(each->function); });
  }
  // What makes or sends something may close it too, where that fails: nobody calls it to end
  // things.
  const auto named = [](const Owner* each) { return is_usual_name(each->function); };
  if (std::ranges::any_of(found, named)) {
    std::erase_if(found, std::not_fn(named));
  }
  std::ranges::stable_partition(found,
                                [&](const Owner* each) { return hangs_at(*each, own) == nullptr; });
  found.resize(std::min(found.size(), k_most_calls));
  return found;
}

std::vector<const ClosingCall*>
of_others(std::vector<const ClosingCall*> calls, const Goroutine& goroutine)
{
  const std::vector<std::string> own = functions_around(goroutine);
  std::erase_if(calls, [&](const ClosingCall* call) {
    return std::ranges::find(own, call->function) != own.end();
  });
  return calls;
}

std::string
shown_channel(const BlockedCode& code, std::string_view word)
{
  const CodeCase* found = case_of(code, word);
  return found == nullptr || found->channel.expression.empty() ? "it" : found->channel.expression;
}

// True where other packages can make one of the calls that come to these.
bool
for_others(const EndingCalls& ending)
{
  return std::ranges::any_of(ending.calls, [](const ClosingCall* call) {
    return std::ranges::any_of(call->owners,
                               [](const Owner& owner) { return is_exported(owner.function); });
  });
}

// A function that ends what its package keeps itself, where the test called such a function, too.
bool
is_of_same_package(std::string_view function, const Owner& owner)
{
  return receiver_of(owner.function).empty() && is_exported(owner.function) &&
         receiver_of(function).empty();
}

// What nobody is to call: what the goroutine is in, and the functions without a name for others by
// which it ends its own work.
std::vector<std::string>
not_to_call(const std::vector<const ClosingCall*>& calls, const Goroutine& goroutine)
{
  std::vector<std::string> out = functions_around(goroutine);
  std::vector<std::string> inside;
  for (const Frame& frame : goroutine.frames) {
    inside.push_back(declared_name(frame));
  }
  for (const ClosingCall* call : calls) {
    for (const Owner& owner : call->owners) {
      if (is_reached(*call, inside) && !is_exported(owner.function)) {
        out.push_back(owner.function);
      }
    }
  }
  return out;
}

} // namespace

bool
is_exported(std::string_view function)
{
  const std::string_view name = function.substr(function.rfind('.') + 1);
  return !name.empty() && name.front() >= 'A' && name.front() <= 'Z';
}

bool
is_builtin(const Pattern& pattern)
{
  return find_pattern(builtin_patterns(), pattern.rule.id) == &pattern;
}

bool
asks_for(const Pattern& pattern, std::initializer_list<std::string_view> words)
{
  return std::ranges::any_of(pattern.match.code, [&](const std::string& word) {
    return std::ranges::find(words, word) != words.end();
  });
}

bool
asks_for_context(const Pattern& pattern)
{
  return asks_for(pattern, {"context-exit"});
}

std::vector<EndingCalls>
ending_calls(const Pattern& pattern, const BlockedCode& code, const Goroutine& goroutine)
{
  std::vector<EndingCalls> out;
  const auto add = [&](std::vector<const ClosingCall*> calls, const std::string& does) {
    calls = of_others(std::move(calls), goroutine);
    if (!calls.empty()) {
      out.push_back({std::move(calls), does});
    }
  };
  const bool context = asks_for_context(pattern);
  if (context) {
    add(cancellers_of(code), "cancels that context");
  }
  // A listener in memory waits at channels, and its rule knows the function alone.
  const bool by_function =
      is_builtin(pattern) && pattern.rule.id == k_accept_loop && code.kind != CodeFacts::Kind::call;
  if (context || by_function ||
      asks_for(pattern, {"until-closed", "channel-exit", "closed-by-call"})) {
    const std::string channel = shown_channel(code, "closed-by-call");
    add(closers_of(code), "closes " + channel);
    add(senders_to(code), "sends on " + channel);
    // Whoever calls a method of what it holds may close that: `s.sub.Read()` and `s.sub.Close()`.
    for (std::size_t i = 0; !out.empty() && i < code.calls.size(); ++i) {
      add(closers_of_call(code.calls[i]), "closes what it waits at");
    }
    std::ranges::stable_partition(out, for_others);
    return out;
  }
  if (is_builtin(pattern) && goroutine.wait == Wait::io) {
    add(closers_of_call(code), "closes it");
    // The blocked line may be one of a wrapper, whose caller holds it.
    for (std::size_t i = 0; out.empty() && i < code.calls.size(); ++i) {
      add(closers_of_call(code.calls[i]), "closes what it waits at");
    }
  }
  for (const CodeCase& look : code.looks) {
    if (!is_builtin(pattern) || look.channel.never_closed) {
      continue;
    }
    add(cancellers_of(look), "cancels that context");
    add(closers_of_call(look),
        (look.op == CodeCase::Op::receive ? "closes " : "sets ") + look.channel.expression);
  }
  return out;
}

HeldByTest
held_by_test(const std::vector<const ClosingCall*>& calls, const Goroutine& goroutine,
             SourceNames& sources)
{
  if (calls.empty()) {
    return {};
  }
  const std::string package = symbol_package(sources.file(Name(calls.front()->file)).package);
  const std::vector<Called> chain = chain_in(package, goroutine, sources);
  const std::vector<std::string> own = functions_around(goroutine);
  const std::vector<std::string> others = not_to_call(calls, goroutine);
  bool hidden = false;
  for (const auto fits : {is_held_after, is_made_in}) {
    for (const Called& called : chain) {
      if (auto found = owners_after(called.function, calls, others, fits); !found.empty()) {
        if (!called.by_test && !can_call(*found.front(), package, goroutine, sources)) {
          hidden = true;
          continue;
        }
        const bool made = !called.by_test && !is_same_type(receiver_of(found.front()->function),
                                                           receiver_of(called.function));
        const Awaited* hangs =
            tests_itself(package, goroutine, sources) ? hangs_at(*found.front(), own) : nullptr;
        return {std::move(found), made ? declared_name(called.function) : "",
                made ? "" : called.caller, false, hangs};
      }
    }
  }
  return {{}, "", "", hidden};
}

std::vector<const Owner*>
functions_that_end(const std::vector<const ClosingCall*>& calls, const Goroutine& goroutine,
                   SourceNames& sources)
{
  if (calls.empty()) {
    return {};
  }
  const std::string package = symbol_package(sources.file(Name(calls.front()->file)).package);
  const std::vector<Called> chain = chain_in(package, goroutine, sources);
  const auto entry = std::ranges::find(chain, true, &Called::entry);
  return entry == chain.end() || !entry->by_test
             ? std::vector<const Owner*>()
             : owners_after(entry->function, calls, functions_around(goroutine),
                            is_of_same_package);
}

} // namespace leakgate::rules
