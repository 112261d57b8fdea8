#include "rules/findings/own_close.hpp"

#include "rules/findings/fix_words.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/called_place.hpp"
#include "rules/stacks/start_chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate::rules {

namespace {

constexpr std::size_t k_most_functions = 12;
constexpr std::size_t k_most_others = 12;

// Rules that know a library's frames and ask for such a call all the same.
constexpr std::array<std::string_view, 10> k_by_frames = {
    "accept-loop",      "connection-read", "connection-write", "event-loop",  "library-io",
    "http-test-server", "library-wait",    "net-pipe",         "packet-read", "tls-connection"};

// What is stuck in the middle of its work ends with no Close.
bool
waits_to_be_ended(Wait wait)
{
  return wait == Wait::select || wait == Wait::chan_receive || wait == Wait::chan_receive_nil ||
         wait == Wait::io || wait == Wait::syscall || is_running(wait);
}

// A timer is no part of what Close would end, and what nothing in its package closes, or sends on
// to end it, is not closed by a Close that is there.
bool
is_ruled_out(const CodeCase& each)
{
  return (each.channel.never_closed && each.channel.sent.empty()) || each.channel.notified ||
         !each.channel.nil_from.empty();
}

// The functions that are no test's, outermost first.
std::vector<Frame>
functions_inwards(const Goroutine& goroutine, SourceNames& sources)
{
  std::vector<Frame> frames = frames_from_test(goroutine);
  std::erase_if(frames, [&](const Frame& frame) {
    return sources.file(frame).test || !in_main_module(frame, sources);
  });
  frames.resize(std::min(frames.size(), k_most_functions));
  return frames;
}

// The Close, Stop or Shutdown of what the test made.
struct OwnClose
{
  Owner owner; // no function: there is none, or the test cannot make that call
  CodeToWrite write;
};

// That of what the test holds on which its line calls a method, where no function of the tested
// modules is on the way: what was inlined no stack shows.
OwnClose
close_of_held(const Goroutine& goroutine, const CodeFactsAt& facts_at, SourceNames& sources)
{
  const std::vector<Frame> frames = frames_from_test(goroutine);
  const auto test =
      std::ranges::find_if(frames, [&](const Frame& frame) { return sources.file(frame).test; });
  const bool direct = std::none_of(test, frames.end(), [&](const Frame& frame) {
    return !sources.file(frame).test && in_main_module(frame, sources);
  });
  if (!facts_at || !direct) {
    return {};
  }
  for (const Frame& frame : frames) {
    const Place place = sources.place(frame);
    const CodeFacts* held = sources.file(frame).test && in_main_module(frame, sources)
                                ? facts_at({place.file, place.line, "held"})
                                : nullptr;
    if (held == nullptr || held->ending.call.empty()) {
      continue;
    }
    const EndingCode& own = held->ending;
    const CodeFacts* end =
        facts_at({place.file, place.line, "end", {own.keep, own.call, own.file}});
    if (end != nullptr && !end->ending.call.empty()) {
      return {{own.call, own.file, own.line, {}, {}}, {end->ending, place, own.keep}};
    }
  }
  return {};
}

// That of the outermost function between the test and the goroutine whose type has one, of a type
// that is given of that alone. Not one that the goroutine itself is in.
OwnClose
own_close(const Goroutine& goroutine, const Place& first, const CodeFactsAt& facts_at,
          SourceNames& sources, std::string_view type = {})
{
  if (!facts_at) {
    return {};
  }
  const std::vector<std::string> around = functions_around(goroutine);
  if (OwnClose held = close_of_held(goroutine, facts_at, sources);
      type.empty() && !held.owner.function.empty()) {
    return held;
  }
  for (const Frame& frame : functions_inwards(goroutine, sources)) {
    const Place place = sources.place(frame);
    const std::string starter = declared_name(frame);
    const CodeFacts* facts = facts_at({place.file, place.line, "owner", {starter}});
    if (facts == nullptr || facts->ending.call.empty() || facts->ending.line == 0 ||
        (!type.empty() && receiver_of(facts->ending.call) != type) ||
        std::ranges::find(around, facts->ending.call) != around.end()) {
      continue;
    }
    const Owner owner{facts->ending.call, facts->ending.file, facts->ending.line, {}, {}};
    CodeToWrite write = code_to_write(owner, goroutine, first, facts_at, sources);
    if (!write.code.call.empty()) {
      return {owner, std::move(write)};
    }
  }
  return {};
}

// Some call is known to end it, and not only deep inside of what the test made.
bool
is_known_call(const std::vector<EndingCalls>& ways, const Goroutine& goroutine,
              SourceNames& sources)
{
  return std::ranges::any_of(ways, [&](const EndingCalls& ending) {
    const HeldByTest held = held_by_test(ending.calls, goroutine, sources);
    return !held.owners.empty() && held.used_by.empty() && held.made_in.empty();
  });
}

// The tests that led there in the same way need the same.
std::string
same_for_others(const OwnClose& own, const EditPlace& edit, const CodeFactsAt& facts_at,
                SourceNames& sources, std::string_view type = {})
{
  std::vector<std::string> places;
  for (std::size_t i = 0; i < std::min(edit.others.size(), k_most_others); ++i) {
    const OtherTest& other = edit.others[i];
    if (other.goroutine == nullptr || other.at == nullptr) {
      continue;
    }
    const OwnClose same = own_close(*other.goroutine, *other.at, facts_at, sources, type);
    const std::string at = shown_place(same.write.at);
    if (same.write.code.call == own.write.code.call && at != shown_place(own.write.at) &&
        std::ranges::find(places, at) == places.end()) {
      places.push_back(at);
    }
  }
  return at_places_too(std::move(places));
}

// A Close beside what ends it that does not come to that.
bool
ends_other_things(const OwnClose& own, const std::vector<EndingCalls>& ways)
{
  const auto folder = [](std::string_view file) { return file.substr(0, file.rfind('/')); };
  return std::ranges::any_of(ways, [&](const EndingCalls& ending) {
    return folder(ending.calls.front()->file) == folder(own.owner.file);
  });
}

// A Close that names nothing that any of the goroutine's functions does: a loop that never waits
// would have to look at what it does.
bool
is_nothing_to_loop(const OwnClose& own, const Goroutine& goroutine, const CodeFactsAt& facts_at,
                   SourceNames& sources)
{
  bool known = false;
  for (const Frame& frame : goroutine.frames) {
    if (!in_main_module(frame, sources)) {
      continue;
    }
    const Place place = sources.place(frame);
    const CodeFacts* facts =
        facts_at({place.file, place.line, "untouched", {own.owner.function, own.owner.file}});
    if (facts == nullptr || facts->ending.call.empty()) {
      return false;
    }
    known = true;
  }
  return known;
}

} // namespace

CodeToWrite
dropped_by_test(const Goroutine& goroutine, const CodeFactsAt& facts_at, SourceNames& sources)
{
  const std::vector<Link> chain = chain_of(goroutine);
  for (std::size_t i = chain.size(); facts_at && i > 1; --i) {
    const Frame& frame = chain[i - 1].frame;
    if (!sources.file(frame).test || !in_main_module(frame, sources)) {
      continue;
    }
    const Place place = sources.place(frame);
    std::string maker = declared_name(chain[i - 2].frame);
    const CodeFacts* facts = facts_at({place.file, place.line, "dropped", {maker}});
    if (facts != nullptr && !facts->ending.call.empty()) {
      return {facts->ending, place, std::move(maker)};
    }
  }
  return {};
}

bool
may_end_with_its_owner(const Pattern& pattern, const BlockedCode& code, const Goroutine& goroutine)
{
  const bool fits = pattern.match.function.empty() ||
                    std::ranges::find(k_by_frames, pattern.rule.id) != k_by_frames.end();
  // With a context the other cases do not matter.
  return is_builtin(pattern) && fits && waits_to_be_ended(goroutine.wait) &&
         (case_of(code, "context-exit") != nullptr ||
          std::ranges::none_of(code.cases, is_ruled_out));
}

namespace {

// What the line of the test gives no name, as far as that ends it. False: there is none.
bool
advise_on_dropped(Advice& advice, const Goroutine& goroutine, const EditPlace& edit,
                  const CodeFactsAt& facts_at, SourceNames& sources)
{
  const CodeToWrite dropped = dropped_by_test(goroutine, facts_at, sources);
  if (dropped.code.call.empty()) {
    return false;
  }
  advice.fix = fix_as_code(dropped, edit.test) + ", as far as that ends it";
  return true;
}

} // namespace

bool
advise_on_owner(Advice& advice, const std::vector<EndingCalls>& ways, const Goroutine& goroutine,
                const ContextOrigin& origin, const EditPlace& edit, const CodeFactsAt& facts_at,
                SourceNames& sources)
{
  // A context of the test's is mended there, and one that has a cancel where that stands.
  const bool root = origin.context.kind == ContextCode::Kind::root;
  if (is_known_call(ways, goroutine, sources) || (root && is_test_line(&origin.at)) ||
      origin.context.kind == ContextCode::Kind::kept) {
    return false;
  }
  const OwnClose own =
      own_close(goroutine, edit.after == nullptr ? Place{} : *edit.after, facts_at, sources);
  if (own.owner.function.empty() || ends_other_things(own, ways)) {
    return advise_on_dropped(advice, goroutine, edit, facts_at, sources);
  }
  HeldByTest held;
  held.owners = {&own.owner};
  const std::string name = names_of(held, sources).front();
  const EndingCode& code = own.write.code;
  if (code.called > 0) {
    const Place called{"", own.write.at.file, code.called};
    advice.why +=
        fmt::format("; {}, which is called at {}, does not end it", name, shown_place(called));
  }
  const std::string then = code.called > 0 ? "" : "; then " + fix_as_code(own.write, edit.test);
  if (root) {
    advice.fix = fmt::format("let {} make the context by context.WithCancel of the one that it is "
                             "given, and {} call the cancel{}",
                             origin.callee, name, then);
  } else if (code.called > 0) {
    advice.fix = fmt::format("let {} end it, and wait for it there", name);
  } else if (edit.busy_loop != nullptr && is_nothing_to_loop(own, goroutine, facts_at, sources)) {
    if (!advise_on_dropped(advice, goroutine, edit, facts_at, sources)) {
      advice.why += fmt::format("; {} touches nothing that its loop looks at", name);
      advice.fix = fmt::format("let {} end it, and wait for it there{}", name, then);
    }
  } else {
    // What the standard library declares says nothing by its name.
    const bool any = own.owner.function.starts_with("io.");
    advice.fix = fmt::format("{}{}, as far as {} ends it", fix_as_code(own.write, edit.test),
                             same_for_others(own, edit, facts_at, sources), any ? "that" : name);
  }
  return true;
}

bool
advise_on_unclosed_field(Advice& advice, const ChannelFacts& channel, const Goroutine& goroutine,
                         const EditPlace& edit, const CodeFactsAt& facts_at, SourceNames& sources)
{
  const std::string_view type = std::string_view(channel.field).substr(0, channel.field.find('.'));
  if (type.empty()) {
    return false;
  }
  const OwnClose own =
      own_close(goroutine, edit.after == nullptr ? Place{} : *edit.after, facts_at, sources, type);
  if (own.owner.function.empty()) {
    return false;
  }
  HeldByTest held;
  held.owners = {&own.owner};
  if (!channel.sent_by.empty()) {
    return false; // a close would make these panic
  }
  const std::string name = names_of(held, sources).front();
  const EndingCode& code = own.write.code;
  const bool variable = channel.expression.find('.') == std::string::npos;
  advice.fix = fmt::format("close {} in {}, once and where it is not nil",
                           variable ? channel.field : channel.expression, name);
  if (code.called > 0) {
    advice.why += fmt::format("; {}, which is called at {}, does not close it", name,
                              shown_place({"", own.write.at.file, code.called}));
  } else {
    advice.fix += "; then " + fix_as_code(own.write, edit.test) +
                  same_for_others(own, edit, facts_at, sources, type);
  }
  return true;
}

} // namespace leakgate::rules
