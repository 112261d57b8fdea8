#include "rules/findings/advice.hpp"

#include "gate/base/text.hpp"
#include "rules/code/closers.hpp"
#include "rules/findings/closing_words.hpp"
#include "rules/findings/code_for_tests.hpp"
#include "rules/findings/ending_calls.hpp"
#include "rules/findings/failing_call.hpp"
#include "rules/findings/fix_words.hpp"
#include "rules/findings/forgotten_channel.hpp"
#include "rules/findings/library_object.hpp"
#include "rules/findings/look_words.hpp"
#include "rules/findings/own_close.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/blocked_place.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate::rules {

namespace {

// What ends with a context: what to give it in place of one that nobody cancels. False: that is
// not known.
bool
advise_on_context(Advice& advice, const ContextOrigin& origin, const EditPlace& edit)
{
  const ContextCode& context = origin.context;
  const std::string line = fmt::format("{}:{}", origin.at.file, context.line);
  const bool test = is_test_line(&origin.at);
  const bool same = edit.after != nullptr && shown_place(origin.at) == shown_place(*edit.after);
  switch (context.kind) {
  case ContextCode::Kind::unknown:
  case ContextCode::Kind::handed: return false;
  case ContextCode::Kind::kept:
    advice.fix = context.text == "_"
                     ? fmt::format("keep the cancel of that context at {} and call it", line)
                     : fmt::format("call {} of {}", context.text, line);
    advice.fix += test && !context.testing.empty() ? fmt::format(", in {}.Cleanup", context.testing)
                                                   : " when the work is over";
    return true;
  case ContextCode::Kind::root: break;
  }
  if (test && !context.testing.empty()) {
    advice.fix = fmt::format("give {} {}.Context() in place of {} at {}{}", origin.callee,
                             context.testing, context.text, line, same ? other_places(edit) : "");
    return true;
  }
  advice.why = fmt::format("it ends with its context, and that is {} ({}), which nobody can cancel",
                           context.text, line);
  advice.fix = fmt::format("make it by context.WithCancel at {}, and call its cancel {}", line,
                           test ? "when the tests have ended"
                                : "in a Close or Stop that the test calls in t.Cleanup");
  return true;
}

// A connection or listener that nothing closes: where it was made.
bool
advise_on_made(Advice& advice, const CodeToWrite& made, const EditPlace& edit)
{
  const EndingCode& code = made.code;
  if (code.call.empty()) {
    return false;
  }
  if (is_test_line(&made.at)) {
    advice.fix = fix_as_code(made, edit.test);
    return true;
  }
  const std::string at = shown_place(made.at);
  if (code.handed_on) {
    advice.why += fmt::format("; {} makes it ({}) and hands it on", code.function, at);
    advice.fix =
        fmt::format("close what {} gives, where the test holds it, in t.Cleanup", code.function);
    return true;
  }
  advice.why += fmt::format("; {} makes it ({}) and keeps it to itself", code.function, at);
  advice.fix = fmt::format("let {} keep it for a Close that the test calls in t.Cleanup, or make "
                           "it in the test and hand it in",
                           code.function);
  return true;
}

// A pipe has two ends: who is blocked at the one goes on when the other one is closed.
bool
advise_on_pipe(Advice& advice, const Pattern& pattern, const Goroutine& goroutine,
               const EditPlace& edit, const CodeFactsAt& facts_at, SourceNames& sources)
{
  if (!is_builtin(pattern) || !pattern.rule.id.starts_with("io-pipe")) {
    return false;
  }
  const CodeToWrite other = close_other_end(goroutine, facts_at, sources);
  if (other.code.call.empty()) {
    return false;
  }
  advice.why += fmt::format("; {} makes the pipe ({})", other.code.function, shown_place(other.at));
  if (!other.code.testing.empty() || other.code.function.starts_with("Example")) {
    advice.fix = fix_as_code(other, edit.test);
    return true;
  }
  const std::string_view end = std::string_view(other.code.call).substr(4); // behind `_ = `
  advice.fix =
      other.code.handed_on
          ? fmt::format("close what {} gives, the other end of its pipe, where the test holds it, "
                        "in t.Cleanup",
                        other.code.function)
          : fmt::format("call {} in {} when nothing goes through the pipe any more, on every path",
                        end, other.code.function);
  return true;
}

void
advise_on_nil(Advice& advice, const BlockedCode& code, const EditPlace& edit)
{
  const auto found = std::ranges::find_if(
      code.cases, [](const CodeCase& each) { return !each.channel.nil_from.empty(); });
  if (found == code.cases.end()) {
    return;
  }
  const std::string& from = found->channel.nil_from;
  advice.why = fmt::format("{} gives nil, and at a nil channel everybody waits for ever", from);
  const std::string type(receiver_of(from));
  advice.fix =
      fmt::format("leave this out{}{}, or select on a done channel beside it and close "
                  "that in t.Cleanup",
                  type.empty() ? "" : " for " + type, edit.test.empty() ? "" : " in " + edit.test);
}

// Of the goroutines of tests that send on the channel the lines of those that the leaking test
// started.
std::vector<std::string>
senders_of_test(const EndingCalls& ending, const BlockedCode& code, const Goroutine& goroutine,
                SourceNames& sources)
{
  std::vector<std::string> out;
  const CodeCase* found = case_of(code, "closed-by-call");
  if (found == nullptr || !ending.does.starts_with("closes")) {
    return out;
  }
  const std::vector<std::string> own = functions_around(goroutine);
  for (const ClosingCall& sender : found->channel.senders) {
    if (is_reached(sender, own)) {
      out.push_back(fmt::format("{}:{}", sources.file(Name(sender.file)).shown, sender.line));
    }
  }
  return out;
}

// What is to be done before the call that ends it.
void
add_first_steps(Advice& advice, const KnownCode& known, const BlockedCode& code,
                const Goroutine& goroutine, SourceNames& sources)
{
  if (const Awaited* wait = known.held.hangs) {
    const Owner& owner = *known.held.owners.front();
    advice.why += fmt::format(", but waits for {} ({}:{}) too, which nothing here brings about",
                              wait->what, sources.file(Name(owner.file)).shown, wait->line);
    advice.fix = fmt::format("first let {} return where that does not come, then {}",
                             owner.function, advice.fix);
  }
  add_made_inside(advice, code, goroutine, sources);
  const std::vector<std::string> senders = senders_of_test(known.ending, code, goroutine, sources);
  if (!senders.empty()) {
    advice.why += "; a send on it panics from then on";
    advice.fix = fmt::format("let the {} at {} end first, then {}",
                             senders.size() == 1 ? "goroutine that sends" : "goroutines that send",
                             text::join(senders, " and "), advice.fix);
  }
}

constexpr std::size_t k_most_tests = 4; // are asked for the code, where the first does not tell

// The place of another test, with the first one among the others.
EditPlace
led_by(const EditPlace& edit, std::size_t other, const Goroutine& first)
{
  EditPlace out = edit;
  const OtherTest& leading = edit.others[other];
  out.test = leading.test;
  out.after = leading.at;
  out.inside = {};
  out.others.erase(out.others.begin() + static_cast<std::ptrdiff_t>(other));
  if (edit.after != nullptr) {
    out.others.push_back({edit.after, &first, edit.test});
  }
  return out;
}

// The call as code, with the name by which the test holds what it is made on.
bool
advise_code(Advice& advice, const Pattern& pattern, const BlockedCode& code,
            const Goroutine& goroutine, const EditPlace& edit, const CodeFactsAt& facts_at,
            SourceNames& sources)
{
  const Place* first = edit.inside.known() ? &edit.inside : edit.after;
  auto known = code_that_ends(pattern, code, goroutine, first, facts_at, sources);
  EditPlace place = edit;
  for (std::size_t i = 0; !known && i < std::min(edit.others.size(), k_most_tests); ++i) {
    const OtherTest& other = edit.others[i];
    if (other.goroutine == nullptr || other.goroutine == &goroutine) {
      continue;
    }
    known = code_that_ends(pattern, code, *other.goroutine, other.at, facts_at, sources);
    place = led_by(edit, i, goroutine);
  }
  if (!known) {
    return false;
  }
  if (const int called = known->write.code.called; called > 0 && edit.others.size() <= 1) {
    const std::string name = names_of(known->held, sources).front();
    advice.why += fmt::format("; {} {}, and is called at {}:{}", name, known->ending.does,
                              known->write.at.file, called);
    advice.fix = "let the test come to that call on every path (t.Cleanup), and see that it ends "
                 "each goroutine that waits for it";
    return true;
  }
  if (known->ending.does.starts_with("sends")) {
    advice.why = code.loops || code.kind != CodeFacts::Kind::receive
                     ? "its loop ends when it is sent what ends it, and nobody sends that"
                     : "it goes on when something is sent to it, and nobody sends that";
  }
  advice.fix = fix_for_tests(*known, pattern, code, place, facts_at, sources);
  advice.why += fmt::format("; {} {}", text::join(names_of(known->held, sources), " or "),
                            known->ending.does);
  advice.fix += wait_for_look(code, goroutine);
  add_first_steps(advice, *known, code, goroutine, sources);
  return true;
}

// What no rule says by itself: by which call, at which line.
Advice
advice_by_source(const Pattern& pattern, const BlockedCode& code, const Goroutine& goroutine,
                 const EditPlace& edit, const CodeFactsAt& facts_at, SourceNames& sources)
{
  Advice advice{pattern.rule.why, is_builtin(pattern) ? fix_for_runner(pattern.rule.fix, edit.test)
                                                      : pattern.rule.fix};
  if ((is_builtin(pattern) && (advise_on_forgotten(advice, code, goroutine, sources) ||
                               advise_on_lost(advice, goroutine, facts_at, sources))) ||
      advise_code(advice, pattern, code, goroutine, edit, facts_at, sources) ||
      advise_on_library_object(advice, pattern, goroutine, edit, facts_at, sources) ||
      advise_on_pipe(advice, pattern, goroutine, edit, facts_at, sources)) {
    return advice;
  }
  // The Done of a context that nobody can cancel is nil.
  const bool by_context =
      asks_for_context(pattern) ||
      (is_builtin(pattern) && (!code.looks.empty() || goroutine.wait == Wait::chan_receive_nil));
  const ContextOrigin origin =
      by_context ? context_origin(goroutine, code, facts_at, sources) : ContextOrigin{};
  const bool of_test = is_test_line(&origin.at) && !origin.context.testing.empty();
  const std::vector<EndingCalls> ways = ways_to_end(pattern, code, goroutine, facts_at, sources);
  const CodeToWrite made =
      is_builtin(pattern) ? close_what_was_made(goroutine, facts_at, sources) : CodeToWrite{};
  if (is_builtin(pattern) && goroutine.wait == Wait::io && made.code.call.empty() &&
      advise_on_kept_to_itself(advice, ways, goroutine, facts_at, sources)) {
    return advice;
  }
  if (!of_test && made.code.call.empty() && may_end_with_its_owner(pattern, code, goroutine) &&
      advise_on_owner(advice, ways, goroutine, origin, edit, facts_at, sources)) {
    return advice;
  }
  if (by_context && advise_on_context(advice, origin, edit)) {
    return advice;
  }
  for (const bool direct : {true, false}) {
    for (const EndingCalls& ending : ways) {
      const HeldByTest held = held_by_test(ending.calls, goroutine, sources);
      const bool last = !direct && &ending == &ways.back();
      if (last || (!held.owners.empty() && (held.made_in.empty() || !direct))) {
        advice.fix = fix_by(ending, held, edit, sources) + other_places(edit);
        add_made_inside(advice, code, goroutine, sources);
        return advice;
      }
    }
  }
  if (is_builtin(pattern) && !advise_on_made(advice, made, edit) &&
      !advise_on_missed_close(advice, code, goroutine, sources) &&
      !advise_on_closer_that_runs(advice, code, sources) &&
      !advise_on_given(advice, code, sources)) {
    advise_on_unclosed(advice, pattern, code, goroutine, edit, facts_at, sources);
    advise_on_looks(advice, code, goroutine, sources);
    advise_on_sleeps(advice, pattern, code, goroutine, sources);
    advise_on_one_sleep(advice, pattern, code);
    advise_on_uncounted(advice, pattern, goroutine, facts_at, sources);
  }
  return advice;
}

} // namespace

Advice
advice_for(const Pattern& pattern, const BlockedCode& code, const Goroutine& goroutine,
           const EditPlace& edit, const CodeFactsAt& facts_at, SourceNames& sources)
{
  Advice advice = advice_by_source(pattern, code, goroutine, edit, facts_at, sources);
  if (is_builtin(pattern)) {
    const FailingCall failing = failing_call(goroutine, facts_at, sources);
    const bool pipe = pattern.rule.id.starts_with("io-pipe"); // its end is no error of package net
    if (!pipe || failing.failure.kind != FailureCode::Kind::reports) {
      add_failure(advice, failing);
    }
    if (edit.busy_loop != nullptr) {
      advise_on_busy_loop(advice, spinning_call(*edit.busy_loop, facts_at));
    }
    advise_on_nil(advice, code, edit);
    fit_context(advice, goroutine, facts_at, sources);
    add_option(advice, goroutine, facts_at, sources);
  }
  return advice;
}

} // namespace leakgate::rules
