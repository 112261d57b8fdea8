#include "rules/findings/ending_calls.hpp"
#include "rules/findings/failing_call.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/ancestry.hpp"
#include "rules/stacks/blocked_place.hpp"
#include "rules/stacks/called_place.hpp"
#include "rules/stacks/start_chain.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace leakgate::rules {

namespace {

constexpr std::size_t k_most_calls = 12;

// From the blocked line outwards; those from `called` on have returned.
std::vector<Frame>
frames_outwards(const Goroutine& goroutine, const Frame* blocked, std::size_t& called)
{
  std::vector<Frame> frames(blocked, goroutine.frames.data() + goroutine.frames.size());
  called = frames.size();
  for (const Link& link : chain_of(goroutine)) {
    frames.push_back(link.frame);
  }
  return frames;
}

bool
led_there(const std::string& function, const std::vector<Frame>& frames)
{
  return std::ranges::any_of(frames,
                             [&](const Frame& each) { return declared_name(each) == function; });
}

// A library's function is given what it waits at as its first argument: `http.Serve(l, nil)`.
const CodeFacts*
ask(const Frame& frame, const std::string& callee, int argument, const CodeFactsAt& facts_at,
    SourceNames& sources)
{
  const Place place = sources.place(frame);
  std::vector<std::string> about;
  if (argument > 0) {
    about = {callee, std::to_string(argument)};
  }
  return facts_at({place.file, place.line, "close", std::move(about)});
}

// An argument counts for the caller of the function whose parameter it is.
bool
is_closure_of_same(const std::vector<Frame>& frames, std::size_t i)
{
  return i > 0 && declared_name(frames[i]) == declared_name(frames[i - 1]);
}

} // namespace

CodeToWrite
close_other_end(const Goroutine& goroutine, const CodeFactsAt& facts_at, SourceNames& sources)
{
  const Frame* blocked = blocked_frame(goroutine, sources);
  if (blocked == nullptr || !facts_at) {
    return {};
  }
  const bool reads = has_function(goroutine.frames, "io.(*pipe).read");
  std::size_t called = 0;
  const std::vector<Frame> frames = frames_outwards(goroutine, blocked, called);
  int parameter = 0;
  bool asked = false;
  for (std::size_t i = 0; i < std::min(frames.size(), k_most_calls); ++i) {
    if (!in_main_module(frames[i], sources)) {
      continue;
    }
    if (parameter > 0 && is_closure_of_same(frames, i)) {
      continue;
    }
    std::vector<std::string> about = {reads ? "read" : "write"};
    if (parameter > 0) {
      about.insert(about.end(), {declared_name(frames[i - 1]), std::to_string(parameter)});
    } else if (asked || i > called) {
      return {};
    }
    asked = true;
    const Place place = sources.place(frames[i]);
    const CodeFacts* facts = facts_at({place.file, place.line, "pipe", std::move(about)});
    if (facts == nullptr) {
      return {};
    }
    parameter = facts->ending.parameter;
    if (!facts->ending.call.empty()) {
      const EndingCode& made = facts->ending;
      return {made, {"", sources.file(Name(made.file)).shown, made.line}, ""};
    }
  }
  return {};
}

CodeToWrite
close_what_was_made(const Goroutine& goroutine, const CodeFactsAt& facts_at, SourceNames& sources)
{
  const Frame* blocked = blocked_frame(goroutine, sources);
  if (blocked == nullptr || !facts_at || !fails_when_closed(goroutine)) {
    return {};
  }
  std::size_t called = 0;
  const std::vector<Frame> frames = frames_outwards(goroutine, blocked, called);
  int argument = 0; // of what the frame before was given; none: ask what the call itself waits at
  for (std::size_t i = 0; i < std::min(frames.size(), k_most_calls); ++i) {
    if (!in_main_module(frames[i], sources)) {
      argument = 1;
      continue;
    }
    if (i > 0 && argument > 0 && declared_name(frames[i]) == declared_name(frames[i - 1])) {
      continue; // a closure is a part of the function around it
    }
    if (i >= called && argument == 0) {
      return {}; // what has returned waits for nothing
    }
    const CodeFacts* facts =
        ask(frames[i], i == 0 ? "" : declared_name(frames[i - 1]), argument, facts_at, sources);
    argument = facts == nullptr ? 0 : facts->ending.parameter;
    if (facts != nullptr && !facts->ending.call.empty()) {
      const EndingCode& made = facts->ending;
      return led_there(made.function, frames)
                 ? CodeToWrite{made, {"", sources.file(Name(made.file)).shown, made.line}, ""}
                 : CodeToWrite{};
    }
  }
  return {};
}

} // namespace leakgate::rules
