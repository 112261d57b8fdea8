#include "rules/findings/advice.hpp"

#include "gate/base/text.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/start_chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace leakgate::rules {

namespace {

constexpr std::size_t k_most_calls = 2;

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

// The functions of the channel's package between the test and the `go` statement, outermost first.
std::vector<std::string_view>
chain_in(std::string_view package, const Goroutine& goroutine)
{
  std::vector<std::string_view> names;
  for (const Link& link : chain_of(goroutine)) {
    const Symbol symbol = split_symbol(link.frame.function.view());
    if (symbol.package == package) {
      names.push_back(symbol.name);
    }
  }
  std::ranges::reverse(names);
  return names;
}

// The calls that can be made on what that function returns, or is a method of.
std::vector<const Owner*>
held_after(std::string_view function, const std::vector<const ClosingCall*>& calls)
{
  std::vector<const Owner*> held;
  const std::string name = declared_name(function);
  for (const ClosingCall* call : calls) {
    for (const Owner& owner : call->owners) {
      const bool is_held = std::ranges::find(owner.makers, name) != owner.makers.end() ||
                           is_same_type(receiver_of(owner.function), receiver_of(function));
      const bool is_new = std::ranges::none_of(
          held, [&](const Owner* other) { return other->function == owner.function; });
      if (is_held && is_new) {
        held.push_back(&owner);
      }
    }
  }
  std::ranges::stable_partition(held,
                                [](const Owner* owner) { return is_exported(owner->function); });
  const bool any_exported = !held.empty() && is_exported(held.front()->function);
  std::erase_if(held,
                [&](const Owner* owner) { return any_exported && !is_exported(owner->function); });
  held.resize(std::min(held.size(), k_most_calls));
  return held;
}

std::vector<const Owner*>
held_by_the_test(const std::vector<const ClosingCall*>& calls, const Goroutine& goroutine,
                 SourceNames& sources)
{
  if (calls.empty()) {
    return {};
  }
  const std::string package = symbol_package(sources.file(Name(calls.front()->file)).package);
  for (const std::string_view function : chain_in(package, goroutine)) {
    if (auto held = held_after(function, calls); !held.empty()) {
      return held;
    }
  }
  return {};
}

// `call (*Cache).Close (cache.go:310), which closes it, with defer or in t.Cleanup`.
std::string
fix_by(const std::vector<const ClosingCall*>& calls, std::string_view does,
       const Goroutine& goroutine, SourceNames& sources)
{
  std::vector<std::string> names;
  for (const Owner* owner : held_by_the_test(calls, goroutine, sources)) {
    names.push_back(fmt::format("{} ({}:{})", owner->function,
                                sources.file(Name(owner->file)).shown, owner->line));
  }
  if (!names.empty()) {
    return fmt::format("call {}, which {} it, with defer or in t.Cleanup",
                       text::join(names, " or "), does);
  }
  for (const ClosingCall* call : calls) {
    const std::string name = (call->returned ? "the function that " : "") + call->function +
                             (call->returned ? " returns" : "");
    if (std::ranges::find(names, name) == names.end()) {
      names.push_back(name);
    }
  }
  return fmt::format("call {}, which {} it, or the Close or Stop of what owns it, with defer or in "
                     "t.Cleanup",
                     text::join(names, " or "), does);
}

bool
asks_for(const Pattern& pattern, std::initializer_list<std::string_view> words)
{
  return std::ranges::any_of(pattern.match.code, [&](const std::string& word) {
    return std::ranges::find(words, word) != words.end();
  });
}

} // namespace

Advice
advice_for(const Pattern& pattern, const BlockedCode& code, const Goroutine& goroutine,
           SourceNames& sources)
{
  Advice advice{pattern.rule.why, pattern.rule.fix};
  if (asks_for(pattern, {"until-closed", "channel-exit", "closed-by-call"})) {
    if (const auto calls = closers_of(code); !calls.empty()) {
      advice.fix = fix_by(calls, "closes", goroutine, sources);
    }
  } else if (asks_for(pattern, {"context-exit"})) {
    if (const auto calls = cancellers_of(code); !calls.empty()) {
      advice.fix = fix_by(calls, "cancels", goroutine, sources);
    }
  }
  return advice;
}

} // namespace leakgate::rules
