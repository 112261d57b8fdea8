#include "rules/findings/advice.hpp"
#include "rules/findings/ending_calls.hpp"
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

constexpr std::size_t k_most_calls = 32;

// The blocked line and what led to it, nearest first.
std::vector<Frame>
frames_outwards(const Goroutine& goroutine, SourceNames& sources)
{
  const Frame* blocked = blocked_frame(goroutine, sources);
  if (blocked == nullptr) {
    return {};
  }
  std::vector<Frame> frames(blocked, goroutine.frames.data() + goroutine.frames.size());
  for (const Link& link : chain_of(goroutine)) {
    frames.push_back(link.frame);
  }
  return frames;
}

// A closure is a part of the function that declares it.
std::string
declared_in(const Frame& frame)
{
  const Symbol symbol = split_symbol(frame.function.view());
  return std::string(symbol.package) + " " + declared_name(symbol.name);
}

} // namespace

ContextOrigin
context_origin(const Goroutine& goroutine, const BlockedCode& code, const CodeFactsAt& facts_at,
               SourceNames& sources)
{
  const CodeCase* exit = case_of(code, "context-exit");
  const auto look = std::ranges::find(code.looks, true, [](const CodeCase& each) {
    return each.channel.kind == ChannelKind::context;
  });
  exit = exit == nullptr && look != code.looks.end() ? &*look : exit;
  if (exit == nullptr || !exit->channel.handed || !facts_at) {
    return {};
  }
  const std::vector<Frame> frames = frames_outwards(goroutine, sources);
  std::size_t calls = 0;
  for (std::size_t i = 1; i < frames.size() && calls < k_most_calls; ++i) {
    if (declared_in(frames[i]) == declared_in(frames[i - 1])) {
      continue;
    }
    ++calls;
    const Place place = sources.place(frames[i]);
    if (!in_main_module(frames[i], sources)) {
      return {};
    }
    std::string callee = declared_name(frames[i - 1]);
    const CodeFacts* facts = facts_at({place.file, place.line, "context", {callee}});
    if (facts == nullptr || facts->context.kind == ContextCode::Kind::unknown) {
      return {};
    }
    if (facts->context.kind != ContextCode::Kind::handed) {
      return {facts->context, place, std::move(callee)};
    }
  }
  return {};
}

void
fit_context(Advice& advice, const Goroutine& goroutine, const CodeFactsAt& facts_at,
            SourceNames& sources)
{
  constexpr std::string_view k_done = "ctx.Done()";
  const std::size_t at = advice.fix.find(k_done);
  const Frame* blocked = blocked_frame(goroutine, sources);
  if (at == std::string::npos || !facts_at || blocked == nullptr ||
      !in_main_module(*blocked, sources)) {
    return;
  }
  const Place place = sources.place(*blocked);
  const CodeFacts* facts = facts_at({place.file, place.line, "scope"});
  if (facts == nullptr || facts->ending.line == 0) {
    return;
  }
  const EndingCode& scope = facts->ending;
  if (!scope.call.empty()) {
    advice.fix.replace(at, k_done.size(), scope.call + ".Done()");
  } else if (advice.fix.find("done channel") == std::string::npos) {
    const std::string type = type_for_test(scope.function, goroutine, sources);
    advice.fix += type.empty()
                      ? "; no context comes there: hand it one, or a done channel"
                      : fmt::format("; no context comes there: a done channel in {}, closed by a "
                                    "Close that the test calls, does the same",
                                    type);
  }
}

} // namespace leakgate::rules
