#include "rules/findings/advice.hpp"

#include "gate/base/text.hpp"
#include "rules/findings/ending_calls.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/blocked_place.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate::rules {

namespace {

constexpr std::size_t k_most_places = 3;

std::string
shown(const Place& place)
{
  return fmt::format("{}:{}", place.file, place.line);
}

bool
is_test_line(const Place* place)
{
  return place != nullptr && place->known() && place->file.ends_with("_test.go");
}

// `, also at b_test.go:12, b_test.go:40 and 2 more`: other tests made such a thing there.
std::string
other_places(const EditPlace& edit)
{
  std::vector<std::string> places;
  for (const Place* other : edit.others) {
    if (is_test_line(other) && (edit.after == nullptr || shown(*other) != shown(*edit.after)) &&
        std::ranges::find(places, shown(*other)) == places.end()) {
      places.push_back(shown(*other));
    }
  }
  if (places.empty()) {
    return {};
  }
  const std::size_t more = places.size() - std::min(places.size(), k_most_places);
  places.resize(places.size() - more);
  return ", also at " + text::join(places, ", ") +
         (more > 0 ? fmt::format(" and {} more", more) : "");
}

// Deferred calls run before those of Cleanup, and what the test closed by Cleanup still waits for
// may end only then: so one order, the one that fits both.
std::string
where_to(const EditPlace& edit)
{
  const std::string_view test = edit.test;
  const std::string at = is_test_line(edit.after) ? ", after " + shown(*edit.after) : "";
  if (test.empty() || test.starts_with("Example")) {
    return "when the tests have ended" + at;
  }
  return (test.starts_with("Benchmark") ? "in b.Cleanup" : "in t.Cleanup") + at;
}

std::vector<std::string>
names_of(const HeldByTest& held, SourceNames& sources)
{
  std::vector<std::string> names;
  for (const Owner* owner : held.owners) {
    names.push_back(fmt::format("{} ({}:{})", owner->function,
                                sources.file(Name(owner->file)).shown, owner->line));
  }
  return names;
}

// `call (*Cache).Close (cache.go:310), which closes p.stop, in t.Cleanup, after cache_test.go:41`.
std::string
fix_by(const EndingCalls& ending, const HeldByTest& held, const EditPlace& edit,
       SourceNames& sources)
{
  std::vector<std::string> names = names_of(held, sources);
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
  if (held.hidden) {
    return fmt::format("close or stop what the test made that owns it, {}: {} {}, and has to be "
                       "called on the way",
                       where_to(edit), text::join(names, " or "), ending.does);
  }
  const std::string of = !held.made_in.empty()   ? fmt::format(" of what {} made", held.made_in)
                         : !held.used_by.empty() ? fmt::format(" of what {} uses", held.used_by)
                                                 : "";
  return fmt::format("call {}{}, which {}{}, {}", text::join(names, " or "), of, ending.does,
                     others, where_to(edit));
}

// `t.Cleanup(func() { _ = c.Close() }) after cache_test.go:41`.
std::string
fix_as_code(const CodeToWrite& write, const EditPlace& edit)
{
  const EndingCode& code = write.code;
  const std::string at = shown(write.at);
  const std::string kept =
      code.keep.empty() ? "" : fmt::format("keep what {} gives ({}) and ", write.maker, code.keep);
  const std::string_view where = write.before ? "before" : code.keep.empty() ? "after" : "at";
  const bool same = edit.after != nullptr && at == shown(*edit.after);
  const std::string others = same ? other_places(edit) : "";
  if (!code.testing.empty()) {
    return fmt::format("{}{}.Cleanup(func() {{ {} }}) {} {}{}", kept, code.testing, code.call,
                       where, at, others);
  }
  if (code.function.starts_with("Example")) {
    return fmt::format("{}defer {} {} {}{}", kept, code.call, where, at, others);
  }
  if (edit.test.empty()) {
    return fmt::format("{}{} when the tests have ended, {} {}", kept, code.call, where, at);
  }
  return fmt::format("{}{} when the test has ended, {} {}: hand {} the test's t for a t.Cleanup",
                     kept, code.call, where, at, code.function);
}

// What ends with a context: what to give it in place of one that nobody cancels. False: that is
// not known.
bool
advise_on_context(Advice& advice, const ContextOrigin& origin, const EditPlace& edit)
{
  const ContextCode& context = origin.context;
  const std::string line = fmt::format("{}:{}", origin.at.file, context.line);
  const bool test = is_test_line(&origin.at);
  const bool same = edit.after != nullptr && shown(origin.at) == shown(*edit.after);
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
  if (made.code.call.empty()) {
    return false;
  }
  if (!is_test_line(&made.at)) {
    advice.why += fmt::format("; {} makes it ({}) and keeps it to itself", made.code.function,
                              shown(made.at));
    advice.fix = fmt::format("let {} keep it for a Close that the test calls in t.Cleanup, or make "
                             "it in the test and hand it in",
                             made.code.function);
    return true;
  }
  advice.fix = fix_as_code(made, edit);
  advice.fix += ", and return on errors.Is(err, net.ErrClosed) where it waits";
  return true;
}

// Where the channel is to be had, of which only the rule is known.
void
name_channel(Advice& advice, const Pattern& pattern, const BlockedCode& code,
             const Goroutine& goroutine, SourceNames& sources)
{
  for (const std::string_view word : {"until-closed", "channel-exit"}) {
    const CodeCase* found = case_of(code, word);
    const bool asked = asks_for(pattern, {word}) && (code.loops || word == "until-closed");
    if (asked && found != nullptr && found->channel.never_closed && found->channel.sent.empty()) {
      const Frame* blocked = blocked_frame(goroutine, sources);
      const std::string of =
          blocked == nullptr ? ""
                             : " of " + declared_name(split_symbol(blocked->function.view()).name);
      advice.fix = fmt::format("nothing in its package closes {}{}: close it where the last value "
                               "was sent, or in a Close or Stop of its owner that the test calls",
                               found->channel.expression, of);
      return;
    }
  }
  const auto sends = [](const CodeCase& each) {
    return each.op == CodeCase::Op::send && each.channel.made_line > 0;
  };
  const auto sent = std::ranges::find_if(code.cases, sends);
  if (sent != code.cases.end() && sent->leaves == Leaves::always) {
    advice.fix +=
        fmt::format("; {} is made at {}:{}", sent->channel.expression,
                    sources.file(Name(sent->channel.made_file)).shown, sent->channel.made_line);
  }
}

// The call as code, with the name by which the test holds what it is made on.
bool
advise_code(Advice& advice, const EndingCalls& ending, const Goroutine& goroutine,
            const EditPlace& edit, const CodeFactsAt& facts_at, SourceNames& sources)
{
  const HeldByTest held = held_by_test(ending.calls, goroutine, sources);
  if (held.owners.empty()) {
    return false;
  }
  const CodeToWrite write =
      code_to_write(*held.owners.front(), goroutine, edit.after == nullptr ? Place{} : *edit.after,
                    facts_at, sources);
  if (write.code.call.empty()) {
    return false;
  }
  advice.fix = fix_as_code(write, edit);
  advice.why += fmt::format("; {} {}", text::join(names_of(held, sources), " or "), ending.does);
  return true;
}

} // namespace

Advice
advice_for(const Pattern& pattern, const BlockedCode& code, const Goroutine& goroutine,
           const EditPlace& edit, const CodeFactsAt& facts_at, SourceNames& sources)
{
  Advice advice{pattern.rule.why, pattern.rule.fix};
  const std::vector<EndingCalls> ways = ending_calls(pattern, code, goroutine);
  for (const EndingCalls& ending : ways) {
    if (advise_code(advice, ending, goroutine, edit, facts_at, sources)) {
      return advice;
    }
  }
  if (asks_for_context(pattern) &&
      advise_on_context(advice, context_origin(goroutine, code, facts_at, sources), edit)) {
    return advice;
  }
  for (const EndingCalls& ending : ways) {
    const HeldByTest held = held_by_test(ending.calls, goroutine, sources);
    if (!held.owners.empty() || &ending == &ways.back()) {
      advice.fix = fix_by(ending, held, edit, sources) + other_places(edit);
      return advice;
    }
  }
  if (find_pattern(builtin_patterns(), pattern.rule.id) == &pattern &&
      !advise_on_made(advice, close_what_was_made(goroutine, facts_at, sources), edit)) {
    name_channel(advice, pattern, code, goroutine, sources);
  }
  return advice;
}

} // namespace leakgate::rules
