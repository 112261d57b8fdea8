#include "rules/findings/fix_words.hpp"

#include "gate/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace leakgate::rules {

namespace {

constexpr std::size_t k_most_places = 3;

// Deferred calls run before those of Cleanup, and what the test closed by Cleanup still waits for
// may end only then: so one order, the one that fits both.
std::string
where_to(const EditPlace& edit)
{
  const std::string_view test = edit.test;
  const std::string at = is_test_line(edit.after) ? ", after " + shown_place(*edit.after) : "";
  if (test.starts_with("Example")) {
    return "by defer in the example" + at;
  }
  if (test.empty()) {
    return "when the tests have ended" + at;
  }
  return (test.starts_with("Benchmark") ? "in b.Cleanup" : "in t.Cleanup") + at;
}

// True where no other function comes to these calls.
bool
nobody_calls(const EndingCalls& ending)
{
  return std::ranges::all_of(ending.calls, [](const ClosingCall* call) {
    return call->owners.size() == 1 && call->owners.front().function == call->function;
  });
}

} // namespace

std::string
shown_place(const Place& place)
{
  return fmt::format("{}:{}", place.file, place.line);
}

bool
is_test_line(const Place* place)
{
  return place != nullptr && place->known() && place->file.ends_with("_test.go");
}

std::string
at_places_too(std::vector<std::string> places)
{
  if (places.empty()) {
    return {};
  }
  const std::size_t more = places.size() - std::min(places.size(), k_most_places);
  places.resize(places.size() - more);
  return ", also at " + text::join(places, ", ") +
         (more > 0 ? fmt::format(" and {} more", more) : "");
}

std::string
other_places(const EditPlace& edit)
{
  std::vector<std::string> places;
  for (const OtherTest& other : edit.others) {
    if (is_test_line(other.at) &&
        (edit.after == nullptr || shown_place(*other.at) != shown_place(*edit.after)) &&
        std::ranges::find(places, shown_place(*other.at)) == places.end()) {
      places.push_back(shown_place(*other.at));
    }
  }
  return at_places_too(std::move(places));
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
  const bool inside = held.hidden || (!held.made_in.empty() && !is_exported(held.made_in));
  if (inside && nobody_calls(ending)) {
    return fmt::format("nothing in its package calls {}, which {}: call it in the Close or Stop of "
                       "what owns it, and that {}",
                       text::join(names, " or "), ending.does, where_to(edit));
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

std::string
fix_as_code(const CodeToWrite& write, std::string_view test)
{
  const EndingCode& code = write.code;
  const std::string at = shown_place(write.at);
  // What calls nothing is a copy of the variable, which gets another value later.
  const bool copy = !code.keep.empty() && code.keep.find('(') == std::string::npos;
  const std::string kept =
      code.keep.empty() ? ""
      : copy            ? code.keep + "; "
                        : fmt::format("keep what {} gives ({}) and ", write.maker, code.keep);
  const std::string_view where = write.before                ? "before"
                                 : code.keep.empty() || copy ? "after"
                                                             : "at";
  if (!code.testing.empty()) {
    const std::string_view late =
        code.goroutine ? ", and let the test wait for that goroutine: a Cleanup that comes after "
                         "the test is never run"
                       : "";
    return fmt::format("{}{}.Cleanup(func() {{ {} }}) {} {}{}", kept, code.testing, code.call,
                       where, at, late);
  }
  if (code.function.starts_with("Example")) {
    const std::size_t call = code.call.rfind("_ = "); // nothing is assigned in a defer
    return fmt::format("{}defer {} {} {}", kept,
                       call == std::string::npos ? code.call : code.call.substr(call + 4), where,
                       at);
  }
  if (test.empty()) {
    return fmt::format("{}{} when the tests have ended, {} {}", kept, code.call, where, at);
  }
  return fmt::format("{}{} when the test has ended, {} {}: hand {} the test's t for a t.Cleanup",
                     kept, code.call, where, at, code.function);
}

std::string
fix_for_runner(std::string fix, std::string_view test)
{
  constexpr std::string_view k_main =
      "in TestMain behind m.Run (of what one test made, in its t.Cleanup)";
  const bool benchmark = test.starts_with("Benchmark");
  const bool example = test.starts_with("Example");
  if (!test.empty() && !benchmark && !example) {
    return fix;
  }
  const auto put = [&](std::string_view words, std::string_view in_place) {
    const std::size_t at = fix.find(words);
    if (at != std::string::npos) {
      fix.replace(at, words.size(), in_place);
    }
  };
  if (benchmark) {
    put("t.Cleanup", "b.Cleanup");
    return fix;
  }
  put("in t.Cleanup", example ? "by defer in the example" : k_main);
  put("in the test's Cleanup", example ? "by defer in the example" : k_main);
  put("the test's Cleanup", example ? "a defer of the example" : "TestMain behind m.Run");
  return fix;
}

} // namespace leakgate::rules
