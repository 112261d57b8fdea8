#include "rules/code/closers.hpp"
#include "rules/findings/ending_calls.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/blocked_place.hpp"
#include "rules/stacks/called_place.hpp"
#include "rules/stacks/start_chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate::rules {

namespace {

constexpr std::size_t k_most_packages = 3;

// One line in each package of the tested modules that led to the goroutine, the innermost first.
std::vector<std::pair<std::string, Place>>
packages_outwards(const Goroutine& goroutine, SourceNames& sources)
{
  std::vector<Frame> frames = frames_from_test(goroutine);
  std::ranges::reverse(frames);
  std::vector<std::pair<std::string, Place>> out;
  for (const Frame& frame : frames) {
    std::string package(split_symbol(frame.function.view()).package);
    const bool known =
        std::ranges::any_of(out, [&](const auto& each) { return each.first == package; });
    if (!known && in_main_module(frame, sources)) {
      out.emplace_back(std::move(package), sources.place(frame));
    }
  }
  return out;
}

// What other packages can call.
std::vector<std::string>
exported_owners(const std::vector<const ClosingCall*>& calls)
{
  std::vector<std::string> out;
  for (const ClosingCall* call : calls) {
    for (const Owner& owner : call->owners) {
      if (is_exported(owner.function) && std::ranges::find(out, owner.function) == out.end()) {
        out.push_back(owner.function);
      }
    }
  }
  return out;
}

} // namespace

KeptToItself
kept_to_itself(const Goroutine& goroutine, const CodeFactsAt& facts_at, SourceNames& sources)
{
  std::vector<Frame> frames = goroutine.frames;
  if (goroutine.created_by) {
    frames.push_back(*goroutine.created_by);
  }
  const auto tested = [&](const Frame& frame) {
    return in_main_module(frame, sources) && !sources.file(frame).test;
  };
  KeptToItself out;
  for (std::size_t i = 1; i < frames.size() && facts_at; ++i) {
    const std::string function = declared_name(frames[i]);
    if (!out.ends.empty() && sources.file(frames[i]).test) {
      out.called = declared_name(frames[i - 1]);
      const bool external = split_symbol(frames[i].function.view()).package.ends_with("_test");
      out.own = !external && symbol_package(sources.file(frames[i]).package) ==
                                 symbol_package(sources.file(frames[i - 1]).package);
      return out;
    }
    // A method that leads there belongs to what somebody holds.
    if (!tested(frames[i]) || !receiver_of(function).empty()) {
      out = {};
      continue;
    }
    if (!out.ends.empty() || !tested(frames[i - 1])) {
      continue;
    }
    const Place place = sources.place(frames[i]);
    const CodeFacts* facts =
        facts_at({place.file, place.line, "hidden", {declared_name(frames[i - 1])}});
    if (facts != nullptr && !facts->ending.call.empty()) {
      out = {"", facts->ending.keep, facts->ending.call, declared_name(frames[i - 1]), place};
    }
  }
  return {};
}

std::vector<EndingCalls>
callers_further_out(const EndingCalls& ending, const Goroutine& goroutine,
                    const CodeFactsAt& facts_at, SourceNames& sources)
{
  std::vector<EndingCalls> out;
  std::vector<std::string> names = exported_owners(ending.calls);
  std::string does = ending.does;
  std::string inner = symbol_package(sources.file(Name(ending.calls.front()->file)).package);
  const std::vector<std::string> own = functions_around(goroutine);
  bool further = false;
  for (const auto& [package, place] : packages_outwards(goroutine, sources)) {
    further = further || package == inner;
    if (!further || package == inner || names.empty() || !facts_at ||
        out.size() == k_most_packages) {
      continue;
    }
    const CodeFacts* facts = facts_at({place.file, place.line, "callers", names});
    if (facts == nullptr || facts->cases.empty()) {
      continue;
    }
    std::vector<const ClosingCall*> calls = closers_of_call(facts->cases.front());
    std::erase_if(calls, [&](const ClosingCall* call) {
      return std::ranges::find(own, call->function) != own.end();
    });
    if (calls.empty()) {
      continue;
    }
    does = fmt::format("calls {}, which {}", names.front(), does);
    names = exported_owners(calls);
    out.push_back({std::move(calls), does});
  }
  return out;
}

std::string
type_for_test(std::string_view type, const Goroutine& goroutine, SourceNames& sources)
{
  const Frame* blocked = blocked_frame(goroutine, sources);
  const std::string_view package =
      blocked == nullptr ? std::string_view() : split_symbol(blocked->function.view()).package;
  const std::vector<Frame> frames = frames_from_test(goroutine);
  const auto is_test = [&](const Frame& frame) { return sources.file(frame).test; };
  const bool outside =
      std::ranges::any_of(frames, is_test) && std::ranges::none_of(frames, [&](const Frame& frame) {
        return is_test(frame) && in_package(frame.function.view(), package);
      });
  if (type.empty() || is_exported(type) || !outside) {
    return std::string(type);
  }
  for (const Frame& frame : frames) {
    const std::string_view other = receiver_of(split_symbol(frame.function.view()).name);
    if (!is_test(frame) && in_package(frame.function.view(), package) && is_exported(other)) {
      return std::string(other);
    }
  }
  return {};
}

std::vector<EndingCalls>
ways_to_end(const Pattern& pattern, const BlockedCode& code, const Goroutine& goroutine,
            const CodeFactsAt& facts_at, SourceNames& sources)
{
  std::vector<EndingCalls> out = ending_calls(pattern, code, goroutine);
  for (std::size_t i = 0, known = out.size(); i < known; ++i) {
    const HeldByTest held = held_by_test(out[i].calls, goroutine, sources);
    if (held.owners.empty() || !held.made_in.empty() || !held.used_by.empty()) {
      std::ranges::move(callers_further_out(out[i], goroutine, facts_at, sources),
                        std::back_inserter(out));
    }
  }
  return out;
}

} // namespace leakgate::rules
