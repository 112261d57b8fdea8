#include "rules/findings/advice.hpp"

#include "gate/base/text.hpp"
#include "rules/code/closers.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/start_chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate::rules {

namespace {

constexpr std::size_t k_most_calls = 2;

// The calls that end a goroutine, and what they do: `closes p.stop`.
struct EndingCalls
{
  std::vector<const ClosingCall*> calls;
  std::string does;
};

// `Cache` of `(*Cache[...]).Close` and of `Cache.Close`; empty of a function.
std::string_view
receiver_of(std::string_view name)
{
  const std::vector<std::string_view> parts = name_parts(name);
  if (parts.size() < 2 || parts[1].starts_with("func")) {
    return {};
  }
  std::string_view type = parts.front();
  type.remove_prefix(type.starts_with("(*") ? 2 : 0);
  return type.substr(0, type.find_first_of(")["));
}

// As source declares it, without type arguments and without the closure: `New`, `(*Cache).Start`.
std::string
declared_name(std::string_view name)
{
  const std::vector<std::string_view> parts = name_parts(name);
  const auto plain = [](std::string_view part) {
    const std::size_t open = part.find('[');
    return std::string(part.substr(0, open)) +
           (open != std::string_view::npos && part.ends_with(")") ? ")" : "");
  };
  return receiver_of(name).empty() ? plain(parts.front()) : plain(parts[0]) + "." + plain(parts[1]);
}

bool
is_exported(std::string_view function)
{
  const std::string_view name = function.substr(function.rfind('.') + 1);
  return !name.empty() && name.front() >= 'A' && name.front() <= 'Z';
}

bool
is_same_type(std::string_view a, std::string_view b)
{
  return !a.empty() && a == b;
}

struct Called
{
  std::string_view function;
  bool by_test = false; ///< the first one that is no part of the test: its result the test holds
};

// The functions of the channel's package from the test to where the goroutine is, outermost first.
std::vector<Called>
chain_in(std::string_view package, const Goroutine& goroutine, SourceNames& sources)
{
  std::vector<Called> chain;
  const auto add = [&](const Frame& frame) {
    const Symbol symbol = split_symbol(frame.function.view());
    if (symbol.package == package) {
      chain.push_back({symbol.name, sources.file(frame).test});
    }
  };
  std::ranges::for_each(goroutine.frames, add);
  for (const Link& link : chain_of(goroutine)) {
    add(link.frame);
  }
  std::ranges::reverse(chain);
  // Helpers of the test hand on what they hold, as the first function behind them does.
  const auto first = std::ranges::find(chain, false, &Called::by_test);
  if (first != chain.end()) {
    first->by_test = true;
  }
  return chain;
}

bool
is_held_after(std::string_view function, const Owner& owner)
{
  return std::ranges::find(owner.makers, declared_name(function)) != owner.makers.end() ||
         is_same_type(receiver_of(owner.function), receiver_of(function));
}

// A function that makes it inside of what it returns.
bool
is_made_in(std::string_view function, const Owner& owner)
{
  return std::ranges::find(owner.creators, declared_name(function)) != owner.creators.end();
}

// The calls that can be made after that function, those for other packages before the others.
std::vector<const Owner*>
owners_after(std::string_view function, const std::vector<const ClosingCall*>& calls,
             bool (*fits)(std::string_view function, const Owner& owner))
{
  std::vector<const Owner*> found;
  for (const ClosingCall* call : calls) {
    for (const Owner& owner : call->owners) {
      const bool is_new = std::ranges::none_of(
          found, [&](const Owner* other) { return other->function == owner.function; });
      if (is_new && fits(function, owner)) {
        found.push_back(&owner);
      }
    }
  }
  if (std::ranges::any_of(found, [](const Owner* each) { return is_exported(each->function); })) {
    std::erase_if(found, [](const Owner* each) { return !is_exported(each->function); });
  }
  found.resize(std::min(found.size(), k_most_calls));
  return found;
}

struct Held
{
  std::vector<const Owner*> owners;
  std::string made_in; ///< what made it, where the test itself has not called that
};

Held
held_by_the_test(const std::vector<const ClosingCall*>& calls, const Goroutine& goroutine,
                 SourceNames& sources)
{
  if (calls.empty()) {
    return {};
  }
  const std::string package = symbol_package(sources.file(Name(calls.front()->file)).package);
  const std::vector<Called> chain = chain_in(package, goroutine, sources);
  for (const auto fits : {is_held_after, is_made_in}) {
    for (const Called& called : chain) {
      if (auto found = owners_after(called.function, calls, fits); !found.empty()) {
        const bool made = !called.by_test && !is_same_type(receiver_of(found.front()->function),
                                                           receiver_of(called.function));
        return {std::move(found), made ? declared_name(called.function) : ""};
      }
    }
  }
  return {};
}

// Deferred calls run before those of Cleanup, and what the test closed by Cleanup still waits for
// may end only then: so one order, the one that fits both.
std::string
where_to(const EditPlace& edit)
{
  const std::string_view test = edit.test;
  const std::string at = edit.after != nullptr && edit.after->file.ends_with("_test.go")
                             ? fmt::format(", after {}:{}", edit.after->file, edit.after->line)
                             : "";
  if (test.empty() || test.starts_with("Example")) {
    return "when the tests have ended" + at;
  }
  return (test.starts_with("Benchmark") ? "in b.Cleanup" : "in t.Cleanup") + at;
}

// `call (*Cache).Close (cache.go:310), which closes p.stop, in t.Cleanup, after cache_test.go:41`.
std::string
fix_by(const EndingCalls& ending, const Goroutine& goroutine, const EditPlace& edit,
       SourceNames& sources)
{
  const Held held = held_by_the_test(ending.calls, goroutine, sources);
  std::vector<std::string> names;
  for (const Owner* owner : held.owners) {
    names.push_back(fmt::format("{} ({}:{})", owner->function,
                                sources.file(Name(owner->file)).shown, owner->line));
  }
  const std::string others = names.empty() ? ", or the Close or Stop of what owns it" : "";
  for (const ClosingCall* call :
       others.empty() ? std::vector<const ClosingCall*>() : ending.calls) {
    const std::string name = call->returned
                                 ? fmt::format("the function that {} returns", call->function)
                                 : call->function;
    if (std::ranges::find(names, name) == names.end()) {
      names.push_back(name);
    }
  }
  const std::string of = held.made_in.empty() ? "" : fmt::format(" of what {} made", held.made_in);
  return fmt::format("call {}{}, which {}{}, {}", text::join(names, " or "), of, ending.does,
                     others, where_to(edit));
}

bool
asks_for(const Pattern& pattern, std::initializer_list<std::string_view> words)
{
  return std::ranges::any_of(pattern.match.code, [&](const std::string& word) {
    return std::ranges::find(words, word) != words.end();
  });
}

// What the goroutine itself is in cannot be called to end it.
std::vector<const ClosingCall*>
of_others(std::vector<const ClosingCall*> calls, const Goroutine& goroutine)
{
  std::erase_if(calls, [&](const ClosingCall* call) {
    return std::ranges::any_of(goroutine.frames, [&](const Frame& frame) {
      return declared_name(split_symbol(frame.function.view()).name) == call->function;
    });
  });
  return calls;
}

std::string
shown_channel(const BlockedCode& code, std::string_view word)
{
  const CodeCase* found = case_of(code, word);
  return found == nullptr || found->channel.expression.empty() ? "it" : found->channel.expression;
}

EndingCalls
ending_calls(const Pattern& pattern, const BlockedCode& code, const Goroutine& goroutine)
{
  if (asks_for(pattern, {"until-closed", "channel-exit", "closed-by-call"})) {
    return {closers_of(code), "closes " + shown_channel(code, "closed-by-call")};
  }
  if (asks_for(pattern, {"context-exit"})) {
    return {cancellers_of(code), "cancels that context"};
  }
  const bool built_in = find_pattern(builtin_patterns(), pattern.rule.id) == &pattern;
  return {built_in && goroutine.wait == Wait::io ? closers_of_call(code)
                                                 : std::vector<const ClosingCall*>(),
          "closes it"};
}

} // namespace

Advice
advice_for(const Pattern& pattern, const BlockedCode& code, const Goroutine& goroutine,
           const EditPlace& edit, SourceNames& sources)
{
  Advice advice{pattern.rule.why, pattern.rule.fix};
  EndingCalls ending = ending_calls(pattern, code, goroutine);
  ending.calls = of_others(std::move(ending.calls), goroutine);
  if (!ending.calls.empty()) {
    advice.fix = fix_by(ending, goroutine, edit, sources);
  }
  return advice;
}

} // namespace leakgate::rules
