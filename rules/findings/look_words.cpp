#include "rules/findings/look_words.hpp"

#include "rules/findings/ending_calls.hpp"
#include "rules/findings/fix_words.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/blocked_place.hpp"
#include "rules/stacks/called_place.hpp"
#include "rules/stacks/start_chain.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

namespace {

bool
looks_by_time(const BlockedCode& code, const Goroutine& goroutine)
{
  return !code.looks.empty() && goroutine.wait != Wait::cond;
}

} // namespace

std::string_view
wait_for_look(const BlockedCode& code, const Goroutine& goroutine)
{
  return looks_by_time(code, goroutine)
             ? "; it ends at its next look, so wait for it where that is far off"
             : "";
}

void
advise_on_looks(Advice& advice, const BlockedCode& code, const Goroutine& goroutine,
                SourceNames& sources)
{
  const Frame* blocked = blocked_frame(goroutine, sources);
  if (blocked == nullptr || code.looks.empty()) {
    return;
  }
  const std::string file = sources.place(*blocked).file;
  const CodeCase& look = code.looks.front();
  if (look.channel.never_closed) {
    const auto& calls = look.channel.closed.empty() ? look.channel.cancelled : look.channel.closed;
    advice.why = fmt::format("it asks for {} ({}:{}), and what brings that about signals nobody",
                             look.text, file, look.line);
    advice.fix = fmt::format("Broadcast behind {}:{} in {}, and call that in t.Cleanup",
                             sources.file(Name(calls.front().file)).shown, calls.front().line,
                             calls.front().function);
    return;
  }
  if (look.counted) {
    advice.why = fmt::format("its loop ends where `{}` holds ({}:{}), and that comes later than "
                             "the wait for it ended",
                             look.text, file, look.line);
    advice.fix = "let the test wait for it; or select on a done channel beside a timer in place of "
                 "the sleep, return there, and close that in t.Cleanup";
    return;
  }
  if (looks_by_time(code, goroutine) && look.op == CodeCase::Op::otherwise) {
    advice.why = fmt::format("its loop ends where `{}` holds ({}:{}), and that does not come",
                             look.text, file, look.line);
    advice.fix =
        "bring that about in t.Cleanup and wait for it; where the test cannot, select on a "
        "done channel beside a timer, and close that";
  }
}

void
advise_on_sleeps(Advice& advice, const Pattern& pattern, const BlockedCode& code,
                 const Goroutine& goroutine, SourceNames& sources)
{
  const Frame* blocked = blocked_frame(goroutine, sources);
  const bool endless = pattern.rule.id == "sleep-loop";
  if (blocked == nullptr || (!endless && pattern.rule.id != "sleep-flag") ||
      !goroutine.created_by) {
    return;
  }
  const std::string function = declared_name(*blocked);
  const std::string starter = declared_name(*goroutine.created_by);
  const Place sleep = sources.place(*blocked);
  if (is_test_line(&sleep) && function == starter) {
    advice.fix = fmt::format("done := make(chan struct{{}}); t.Cleanup(func() {{ close(done) }}) "
                             "before {}; in its loop, in place of the sleep ({}), select {{ case "
                             "<-done: return; case <-time.After(…): }}",
                             shown_place(sources.place(*goroutine.created_by)), shown_place(sleep));
    return;
  }
  const bool method = function.find('.') != std::string::npos;
  if (endless && code.looks.empty() && !method) {
    advice.fix = fmt::format("give {} a done channel or a context, select on that and a timer in "
                             "place of the sleep ({}), return there, and end it in t.Cleanup",
                             function, shown_place(sleep));
  }
}

void
advise_on_one_sleep(Advice& advice, const Pattern& pattern, const BlockedCode& code)
{
  const bool once = pattern.rule.id == "mock-clock" && !code.library && !code.cases.empty() &&
                    !code.loops && code.cases.front().leaves == Leaves::always;
  if (once) {
    advice.fix = "move the mock clock past that one sleep when the goroutine has come to it, or "
                 "again and again until it has ended (close a channel behind the sleep, and wait "
                 "for that)";
  }
}

void
advise_on_uncounted(Advice& advice, const Pattern& pattern, const Goroutine& goroutine,
                    const CodeFactsAt& facts_at, SourceNames& sources)
{
  if (pattern.rule.id != "wait-group" || !facts_at) {
    return;
  }
  const std::vector<Frame> frames = frames_from_test(goroutine);
  for (std::size_t i = 0; i + 1 < frames.size(); ++i) {
    if (!sources.file(frames[i]).test || !in_main_module(frames[i], sources)) {
      continue;
    }
    const Place place = sources.place(frames[i]);
    const std::string callee = declared_name(frames[i + 1]);
    const CodeFacts* facts = facts_at({place.file, place.line, "counts", {callee}});
    if (facts == nullptr || facts->ending.call.empty()) {
      continue;
    }
    const EndingCode& done = facts->ending;
    const std::string group = done.call.substr(0, done.call.find('.'));
    if (done.before > 0) { // in a closure that a call was given
      advice.why = fmt::format("{} calls {}.Add ({}), and {} only in the function at {}, which did "
                               "not come to it as often",
                               done.function, group, shown_place({"", place.file, done.line}),
                               done.call, shown_place({"", place.file, done.before}));
      advice.fix =
          fmt::format("see why that function does not come to it; where it is not meant "
                      "to run, call {} in {} in its place",
                      done.call, done.testing.empty() ? "a Cleanup" : done.testing + ".Cleanup");
      return;
    }
    advice.why = fmt::format("{} calls {}.Add ({}) and nowhere {}.Done", done.function, group,
                             shown_place({"", place.file, done.line}), group);
    advice.fix =
        fmt::format("defer {} in what each Add counts; where that is not meant to end, "
                    "call it as often in {}",
                    done.call, done.testing.empty() ? "a Cleanup" : done.testing + ".Cleanup");
    return;
  }
}

void
add_option(Advice& advice, const Goroutine& goroutine, const CodeFactsAt& facts_at,
           SourceNames& sources)
{
  constexpr std::string_view k_guess = "where an option starts it, leave that off in tests";
  const bool endless = advice.fix.find("Done()") != std::string::npos ||
                       advice.fix.find(k_guess) != std::string::npos;
  for (const Link& link : facts_at&& endless ? chain_of(goroutine) : std::vector<Link>()) {
    const Place place = sources.place(link.frame);
    if (sources.file(link.frame).test) {
      return;
    }
    const CodeFacts* facts =
        in_main_module(link.frame, sources) ? facts_at({place.file, place.line, "guard"}) : nullptr;
    if (facts == nullptr || facts->ending.keep.empty()) {
      continue;
    }
    const EndingCode& option = facts->ending;
    const std::string words = fmt::format("or {} in tests: it is started only where {} ({}:{})",
                                          option.keep, option.call, place.file, option.line);
    if (const std::size_t at = advice.fix.find(k_guess); at != std::string::npos) {
      advice.fix.replace(at, k_guess.size(), words);
    } else {
      advice.fix += "; " + words;
    }
    return;
  }
}

} // namespace leakgate::rules
